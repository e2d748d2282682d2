package dev.parley.runtime.call;

import dev.parley.channel.voice.CallEvent;
import dev.parley.config.language.ModelAttempt;
import dev.parley.lead.Disposition;
import dev.parley.runtime.flow.Proposal;
import java.util.List;
import java.util.Optional;

/// What a call's machine is told.
sealed interface Input {
  /// The line is up.
  record Started() implements Input {}

  record Happened(CallEvent event) implements Input {}

  /// The machine's deadline has passed.
  record Due() implements Input {}

  /// What comes of a thought, in the order of these.
  sealed interface Thought extends Input {
    /// The number it was asked under.
    long thought();
  }

  /// All but the reply is known, which is still being written.
  ///
  /// @param proposal without a reply
  record Opened(long thought, Proposal proposal) implements Thought {}

  /// The next sentence of the reply: not checked by anyone.
  record Sentence(long thought, String text) implements Thought {}

  /// The last of a thought. What was opened stands: its answers are the same.
  record Understood(long thought, Proposal proposal, List<ModelAttempt> attempts)
      implements Thought {
    public Understood {
      attempts = List.copyOf(attempts);
    }
  }

  /// The last of a thought that came to nothing.
  record NotUnderstood(long thought) implements Thought {}

  /// The contact answered by text message what it was asked so.
  record Texted(String text) implements Input {}

  /// The question could not be sent as a text message.
  record TextFailed() implements Input {}

  /// Someone of the business ends the call.
  record Stop(Disposition disposition, Optional<String> reason) implements Input {}

  /// The process stops: the contact is told, and the call ends.
  record Goodbye() implements Input {}

  /// The conversation is not ours any more, or cannot be written: the call ends without a word.
  record Lost() implements Input {}
}
