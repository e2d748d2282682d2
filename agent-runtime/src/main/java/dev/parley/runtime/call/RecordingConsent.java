package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.CallFlow;
import dev.parley.runtime.flow.CallPhrases;
import dev.parley.runtime.flow.ContactTurn;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.Moment;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// The first words of a call, and whether it may be recorded: not without a yes where the agent
/// asks; after a no the call goes on unrecorded. One owner; not thread-safe.
final class RecordingConsent {
  private final FlowEngine engine;
  private final CallFlow flow;
  private final Notes notes;
  private final Replies replies;
  private final Consumer<Do> out;
  private boolean asking;
  private boolean askedTwice;
  private boolean unheard;
  private Do.Recording recording = Do.Recording.NONE;

  RecordingConsent(
      FlowEngine engine, CallFlow flow, Notes notes, Replies replies, Consumer<Do> out) {
    this.engine = engine;
    this.flow = flow;
    this.notes = notes;
    this.replies = replies;
    this.out = out;
  }

  Do.Recording recording() {
    return recording;
  }

  /// Whether the contact was asked and has not answered.
  boolean asking() {
    return asking;
  }

  /// With the question whether the call may be recorded, where that is asked.
  Reply opening(Instant now) {
    AgentDefinition.Calls.Recording wanted = engine.definition().call().recording();
    Moment moment = new Moment(now);
    return switch (wanted) {
      case ASK -> {
        asking = true;
        yield replies.adopt(flow.say(notes.state(), "record_ask", moment), now);
      }
      case ALWAYS_WITH_NOTICE -> {
        record();
        Advance notice = flow.say(notes.state(), "recorded", moment);
        yield replies.adopt(engine.opening(notice.state(), moment), now, notice.say().orElse(""));
      }
      case NEVER -> replies.adopt(engine.opening(notes.state(), moment), now);
    };
  }

  private void record() {
    recording = Do.Recording.ALLOWED;
    out.accept(new Do.StartRecording());
  }

  /// The agent was cut off: who has not heard the question has not agreed to anything.
  void unheard(String heard, String rest) {
    unheard = asking && Sentences.cutBeforeQuestion(heard, rest, notes.language());
  }

  Reply heard(ContactTurn turn, Instant now) {
    Optional<Boolean> yes =
        YesNo.read(turn.text(), engine.definition(), notes.language(), now)
            .filter(agreed -> !agreed || !unheard);
    notes.write(turn, now);
    if (yes.isEmpty() && (!askedTwice || unheard)) {
      askedTwice |= !unheard;
      return replies.adopt(flow.say(notes.state(), "record_ask", new Moment(now)), now);
    }
    asking = false;
    if (yes.orElse(false)) {
      record();
    } else {
      recording = Do.Recording.REFUSED;
    }
    String words =
        CallPhrases.say(notes.language(), yes.orElse(false) ? "record_yes" : "record_no");
    return replies.adopt(engine.opening(notes.state(), new Moment(now)), now, words);
  }
}
