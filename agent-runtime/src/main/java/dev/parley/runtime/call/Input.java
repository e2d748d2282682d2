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

  /// @param thought the number it was asked under
  record Understood(long thought, Proposal proposal, List<ModelAttempt> attempts) implements Input {
    public Understood {
      attempts = List.copyOf(attempts);
    }
  }

  record NotUnderstood(long thought) implements Input {}

  /// Someone of the business ends the call.
  record Stop(Disposition disposition, Optional<String> reason) implements Input {}

  /// The process stops: the contact is told, and the call ends.
  record Goodbye() implements Input {}

  /// The conversation is not ours any more, or cannot be written: the call ends without a word.
  record Lost() implements Input {}
}
