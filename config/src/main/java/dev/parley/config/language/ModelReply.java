package dev.parley.config.language;

import java.util.List;

/// How a call ended. Every ending carries what it took: one `ModelAttempt` per request made or
/// skipped, in order.
public sealed interface ModelReply {
  List<ModelAttempt> attempts();

  /// The model answered.
  ///
  /// @param json what it wrote: meant to be the JSON object, not yet read by anyone
  /// @param complete false when it hit its token limit, so that the end is missing
  record Answered(String json, boolean complete, List<ModelAttempt> attempts)
      implements ModelReply {
    public Answered {
      attempts = List.copyOf(attempts);
    }

    /// The attempt that answered.
    public ModelAttempt by() {
      return attempts.getLast();
    }
  }

  /// No provider answered in time: go on without a model for this turn.
  ///
  /// @param reason why, as of the provider that was asked last; `COOLING` when none was asked
  /// @param partial what had been written, and heard by the listener, when it broke off
  record Unavailable(Outcome reason, String partial, List<ModelAttempt> attempts)
      implements ModelReply {
    public Unavailable {
      attempts = List.copyOf(attempts);
    }
  }

  /// The caller no longer wants it.
  record Cancelled(List<ModelAttempt> attempts) implements ModelReply {
    public Cancelled {
      attempts = List.copyOf(attempts);
    }
  }

  /// The sum over all attempts.
  default ModelUsage usage() {
    return ModelUsage.of(attempts());
  }
}
