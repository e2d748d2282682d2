package dev.parley.runtime.conversation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.parley.config.json.Json;
import dev.parley.lead.Disposition;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import java.util.List;

/// Turns as [TurnWriter]'s statement reads them, its column names for keys.
final class TurnJson {
  private TurnJson() {}

  static String write(List<OwnedTurn> all) {
    ArrayNode given = Json.array();
    all.forEach(each -> given.add(one(each.owned(), each.commit())));
    return Json.text(given);
  }

  private static ObjectNode one(OwnedConversation owned, TurnCommit commit) {
    FlowState state = commit.state();
    ObjectNode one =
        Json.object()
            .put("id", owned.id().id().toString())
            .put("token", owned.token())
            .put("status", ConversationStore.statusName(state))
            .put("disposition", state.disposition().map(Disposition::wireName).orElse(null))
            .put("reason", state.reason().orElse(null))
            .put("language", state.language())
            .put("last_seq", commit.lastSeq(owned.lastSeq()))
            .put("silence_at", commit.silenceAt().map(Object::toString).orElse(null))
            .put("contact_seq", commit.contactSeq().orElse(0));
    one.putRawValue("state", new RawValue(FlowStateJson.write(state)));
    if (state.status() == FlowState.Status.CLOSED) {
      one.put("ended_at", commit.at().toString());
    }
    ArrayNode answered = one.putArray("answered");
    commit.answered().forEach(message -> answered.add(message.inboxId()));
    ArrayNode turns = one.putArray("turns");
    commit.turns().forEach(turn -> turns.add(turn(turn, commit)));
    ArrayNode parts = one.putArray("parts");
    commit.outgoing().forEach(part -> parts.add(part(part, parts.size() + 1)));
    return one;
  }

  private static ObjectNode turn(Turn turn, TurnCommit commit) {
    ObjectNode json =
        Json.object()
            .put("seq", turn.seq())
            .put("speaker", turn.from().wireName())
            .put("text", turn.text())
            .put("language", turn.language())
            .put("source", turn.from() == Speaker.AGENT ? commit.source() : null)
            .put("at", turn.at().toString());
    turn.confidence().ifPresent(sure -> json.put("confidence", sure));
    ArrayNode ids = json.putArray("message_ids");
    if (turn.from() == Speaker.CONTACT) {
      commit.messageIds().forEach(ids::add);
    }
    return json;
  }

  private static ObjectNode part(OutgoingPart part, int number) {
    ObjectNode json =
        Json.object()
            .put("id", part.id().toString())
            .put("part", number)
            .put("purpose", part.purpose().wireName());
    json.putRawValue("body", new RawValue(part.body()));
    return json;
  }
}
