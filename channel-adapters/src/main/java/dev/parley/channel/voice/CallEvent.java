package dev.parley.channel.voice;

import java.util.Optional;
import java.util.OptionalDouble;

/// What happens on a line, in the order in which it happened there.
public sealed interface CallEvent {
  /// Words understood so far of what the contact is saying; each replaces the one before.
  ///
  /// @param text never blank
  record Partial(String text, Optional<String> language) implements CallEvent {}

  /// Words that are settled. Whether the contact is done is not the line's to say, unless
  /// `turnEnded`.
  ///
  /// @param text never blank
  /// @param confidence 0 to 1, where the recogniser tells
  /// @param turnEnded the carrier decides ends of turns itself, and this was one
  record Final(String text, Optional<String> language, OptionalDouble confidence, boolean turnEnded)
      implements CallEvent {}

  /// A key was pressed: `0`-`9`, `*`, `#`, `A`-`D`.
  record Digit(char digit) implements CallEvent {}

  /// Everything said of a finished reply has been played to the contact.
  record PlayedOut(long reply) implements CallEvent {}

  /// The carrier itself stopped a reply because the contact spoke or pressed a key.
  ///
  /// @param heard the reply's words that were played, maybe none
  record Interrupted(long reply, String heard) implements CallEvent {}

  /// What answered an outbound call.
  record Answered(By by) implements CallEvent {
    public enum By {
      PERSON,
      /// A machine whose greeting is still running.
      MACHINE,
      /// A machine that is now recording.
      MACHINE_READY,
      FAX,
      UNKNOWN
    }
  }

  /// A part of the line broke and what was asked of it is lost. The line mends itself where it can
  /// (`usable`); otherwise it neither speaks nor hears any more and the conversation has to leave
  /// by [CallLine#fallBack].
  ///
  /// @param code stable, for logs and metrics
  record Trouble(Part part, String code, boolean usable) implements CallEvent {
    public enum Part {
      HEARING,
      SPEAKING
    }
  }

  /// The line is up again; nothing is playing on it, and what had not been played is lost.
  record Back(Why why) implements CallEvent {
    public enum Why {
      /// After [CallLine#fallBack] has said its sentence.
      FELL_BACK,
      /// After a transfer that nobody took.
      NOBODY_PICKED_UP,
      /// After the carrier's connection was lost.
      RECONNECTED
    }
  }

  /// The call goes on by other means, after [CallLine#fallBack]: what is asked of it is asked of
  /// that line from now on, and nothing comes of the one before any more. Nothing is playing on
  /// it, and what had not been played is lost.
  record Moved(CallLine to) implements CallEvent {}

  /// Nothing comes after it.
  record Ended(How how) implements CallEvent {
    public enum How {
      CONTACT_HUNG_UP,
      WE_HUNG_UP,
      TRANSFERRED,
      BROKEN
    }
  }
}
