package dev.parley.runtime.conversation;

import static dev.parley.config.store.generated.Tables.MODEL_CALLS;

import dev.parley.config.language.ModelAttempt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// What calls of a language model took and cost, as rows.
public final class ModelCalls {
  private ModelCalls() {}

  /// In the caller's transaction.
  ///
  /// @param seq number of the turn they served
  /// @param purpose `turn` or `extraction`
  public static void insert(
      DSLContext tx,
      ConversationId conversation,
      Optional<Integer> seq,
      String purpose,
      List<ModelAttempt> attempts) {
    for (ModelAttempt attempt : attempts) {
      tx.insertInto(MODEL_CALLS)
          .set(MODEL_CALLS.TENANT_ID, conversation.tenant().value())
          .set(MODEL_CALLS.CONVERSATION_ID, conversation.id())
          .set(MODEL_CALLS.SEQ, seq.orElse(null))
          .set(MODEL_CALLS.PURPOSE, purpose)
          .set(MODEL_CALLS.PROVIDER, attempt.provider())
          .set(MODEL_CALLS.MODEL, attempt.model())
          .set(MODEL_CALLS.OUTCOME, attempt.outcome().name().toLowerCase(Locale.ROOT))
          .set(MODEL_CALLS.INPUT_TOKENS, attempt.tokens().input())
          .set(MODEL_CALLS.OUTPUT_TOKENS, attempt.tokens().output())
          .set(MODEL_CALLS.CACHED_TOKENS, attempt.tokens().cached())
          .set(MODEL_CALLS.FIRST_TEXT_MILLIS, boxed(attempt.firstTextMillis()))
          .set(MODEL_CALLS.TOTAL_MILLIS, attempt.totalMillis())
          .set(MODEL_CALLS.COST_MICROS, boxed(attempt.costMicros()))
          .execute();
    }
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
