package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.OUTBOX;

import dev.parley.channel.OutboundBody;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OutgoingPart;
import dev.parley.runtime.messaging.UnaskedGate.Gated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What becomes of words that a shut window kept from the contact: the approved template in their
/// place, once; else the conversation goes on by SMS where the agent may; else they wait for the
/// contact to write, for as long as they are of use. Thread-safe.
final class MissedWordsGate {
  private static final String WHY = "window_shut";

  /// A word of the contact brings them forward at once; this is for what ended without an answer.
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  private final Database database;
  private final Duration giveUpAfter;
  private final Consumer<ConversationId> unreached;

  /// @param giveUpAfter so late an answer helps nobody
  /// @param unreached told of conversations that may go on elsewhere
  MissedWordsGate(Database database, Duration giveUpAfter, Consumer<ConversationId> unreached) {
    this.database = database;
    this.giveUpAfter = giveUpAfter;
    this.unreached = unreached;
  }

  /// Decides all but whether now is a decent time for the template.
  Gated decide(OutboxRow row, GateFacts.Facts found, Instant now) {
    boolean answer = row.purpose() != OutgoingPart.Purpose.UNASKED;
    if (found.lastHeardAt().isAfter(row.createdAt())) {
      return answer && !isFollowed(row) ? new Gated.Passed(row) : refused(row, "overtaken");
    }
    Optional<OutboundBody> template =
        template(found.definition())
            .filter(_ -> found.open() && row.channel() == ChannelType.WHATSAPP);
    if (template.isPresent()) {
      return isInPlace(row, found)
          ? refused(row, "overtaken")
          : new Gated.Passed(row.with(template.get()).unasked());
    }
    if (answer && row.createdAt().plus(giveUpAfter).isBefore(now)) {
      return refused(row, "too_late");
    }
    boolean bySms =
        found.open()
            && row.channel() == ChannelType.WHATSAPP
            && found
                .definition()
                .followUp()
                .filter(AgentDefinition.FollowUp::smsFallback)
                .isPresent();
    if (bySms) {
      unreached.accept(row.conversation());
    }
    boolean waits = answer || (bySms && row.attempts() == 1);
    return waits ? new Gated.Stopped(Outcome.pending(row, WHY, LOOK_AGAIN)) : refused(row, WHY);
  }

  /// Whether the vendor's word came so late that the contact has read what came after these words:
  /// a question from before would only confuse.
  private boolean isFollowed(OutboxRow row) {
    return database.inTenant(
        row.conversation().tenant(),
        tx ->
            tx.fetchExists(
                OUTBOX,
                OUTBOX.CONVERSATION_ID.eq(row.conversation().id()),
                OUTBOX.SEQ.gt(row.seq()),
                OUTBOX.PURPOSE.eq("reply"),
                OUTBOX.STATUS.in("sending", "unknown", "sent")));
  }

  private static Gated refused(OutboxRow row, String why) {
    return new Gated.Stopped(Outcome.refused(row, why));
  }

  static Optional<OutboundBody> template(AgentDefinition definition) {
    return definition
        .followUp()
        .flatMap(AgentDefinition.FollowUp::template)
        .map(one -> new OutboundBody.Template(one.name(), one.language(), List.of()));
  }

  /// Whether other missed words of the same silence have brought the template to the contact.
  private boolean isInPlace(OutboxRow row, GateFacts.Facts found) {
    return database.inTenant(
        row.conversation().tenant(),
        tx ->
            tx.fetchExists(
                OUTBOX,
                OUTBOX.CONVERSATION_ID.eq(row.conversation().id()),
                OUTBOX.ID.ne(row.id()),
                OUTBOX.PART.gt(MissedWords.DISTANCE),
                OUTBOX.CREATED_AT.gt(found.lastHeardAt()),
                OUTBOX.STATUS.in("sending", "unknown", "sent")));
  }
}
