package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.runtime.conversation.StoredState;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;

/// What a contact has told this agent before, on any channel it proved to be itself: it is not
/// asked again. Works in the caller's transaction; thread-safe.
final class KnownAnswers {
  private static final int CONVERSATIONS_MAX = 3;

  private final Duration freshFor;

  /// @param freshFor an answer older than this is asked for again
  KnownAnswers(Duration freshFor) {
    this.freshFor = freshFor;
  }

  FlowState into(
      DSLContext tx,
      Binding binding,
      UUID contact,
      FlowEngine engine,
      FlowState state,
      Instant now) {
    FlowState all = state;
    for (FlowState earlier :
        tx.select(CONVERSATIONS.STATE)
            .from(CONVERSATIONS)
            .where(
                CONVERSATIONS.CONTACT_ID.eq(contact),
                CONVERSATIONS.AGENT.eq(binding.agent()),
                CONVERSATIONS.STARTED_AT.gt(now.minus(freshFor)))
            .orderBy(CONVERSATIONS.STARTED_AT.desc())
            .limit(CONVERSATIONS_MAX)
            .fetch(row -> StoredState.read(row.value1()))) {
      all = engine.knowing(all, earlier);
    }
    return all;
  }
}
