package dev.parley.runtime.call;

import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallLine;
import dev.parley.config.language.ModelAttempt;
import dev.parley.runtime.flow.Effect;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Turn;
import java.time.Instant;
import java.util.List;

/// What a call's machine wants done, in this order.
sealed interface Do {
  record Say(long reply, CallLine.Sentence sentence) implements Do {}

  record Finish(long reply) implements Do {}

  record HangUp() implements Do {}

  record Transfer(CallLine.Transfer transfer) implements Do {}

  /// @param hangUp whether the call ends with it; else it goes on by other means
  record FallBack(CallLine.Sentence sentence, boolean hangUp) implements Do {}

  record StartRecording() implements Do {}

  record Expect(String language) implements Do {}

  /// Comes back as [Input.Thought]s with the same number.
  record Think(long thought, UnderstandingRequest request) implements Do {}

  record Unthink(long thought) implements Do {}

  /// Sends the contact a text message. Comes back as [Input.Texted], [Input.TextFailed], or not.
  record Text(String words) implements Do {}

  /// No text is waited for any more.
  record TextOver() implements Do {}

  /// One commit of the conversation.
  ///
  /// @param turns new ones, numbered on
  /// @param source whose words the agent's turn holds
  record Write(
      List<Turn> turns,
      String source,
      FlowState state,
      List<Effect> effects,
      List<ModelAttempt> attempts,
      Instant at)
      implements Do {
    public Write {
      turns = List.copyOf(turns);
      effects = List.copyOf(effects);
      attempts = List.copyOf(attempts);
    }
  }

  /// The last of all.
  record End(CallEvent.Ended.How how, Recording recording, Instant at) implements Do {}

  /// Whether the call was recorded.
  enum Recording {
    NONE,
    REFUSED,
    ALLOWED
  }
}
