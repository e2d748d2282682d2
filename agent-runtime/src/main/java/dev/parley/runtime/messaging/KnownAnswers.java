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
/// asked again, or, where it is old, asked back. Works in the caller's transaction; thread-safe.
public final class KnownAnswers {
  private static final int CONVERSATIONS_MAX = 8;

  private final Duration freshFor;
  private final Duration askedBackFor;

  /// @param freshFor an answer older than this is confirmed before it counts
  /// @param askedBackFor one older than this is asked for as if it never was given
  public KnownAnswers(Duration freshFor, Duration askedBackFor) {
    this.freshFor = freshFor;
    this.askedBackFor = askedBackFor.compareTo(freshFor) > 0 ? askedBackFor : freshFor;
  }

  /// The same state with what is known of the contact.
  public FlowState into(
      DSLContext tx,
      Binding binding,
      UUID contact,
      FlowEngine engine,
      FlowState state,
      Instant now) {
    FlowState all = state;
    Instant freshAfter = now.minus(freshFor);
    for (var earlier :
        tx.select(CONVERSATIONS.STATE, CONVERSATIONS.STARTED_AT)
            .from(CONVERSATIONS)
            .where(
                CONVERSATIONS.CONTACT_ID.eq(contact),
                CONVERSATIONS.AGENT.eq(binding.agent()),
                CONVERSATIONS.STARTED_AT.gt(now.minus(askedBackFor)))
            .orderBy(CONVERSATIONS.STARTED_AT.desc())
            .limit(CONVERSATIONS_MAX)
            .fetch()) {
      boolean fresh = earlier.value2().isAfter(freshAfter);
      all = engine.knowing(all, StoredState.read(earlier.value1()), fresh);
    }
    return all;
  }
}
