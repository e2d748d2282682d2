package dev.parley.runtime.conversation;

import static dev.parley.config.store.generated.Tables.TURNS;

import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Reads turns, inside a transaction of their tenant.
public final class TurnQueries {
  private TurnQueries() {}

  /// Turns with a number greater than `afterSeq`, ascending, at most `limit`.
  public static List<Turn> turns(DSLContext tx, UUID conversation, int afterSeq, int limit) {
    return tx.select(
            TURNS.SEQ, TURNS.SPEAKER, TURNS.TEXT, TURNS.AT, TURNS.LANGUAGE, TURNS.CONFIDENCE)
        .from(TURNS)
        .where(TURNS.CONVERSATION_ID.eq(conversation), TURNS.SEQ.gt(afterSeq))
        .orderBy(TURNS.SEQ)
        .limit(limit)
        .fetch(
            row ->
                new Turn(
                    row.value1(),
                    speaker(row.value2()),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    confidence(row.value6())));
  }

  private static OptionalDouble confidence(@Nullable Float stored) {
    return stored == null ? OptionalDouble.empty() : OptionalDouble.of(stored);
  }

  static Speaker speaker(String wireName) {
    return Speaker.valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
