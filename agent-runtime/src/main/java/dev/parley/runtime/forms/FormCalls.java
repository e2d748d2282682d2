package dev.parley.runtime.forms;

import dev.parley.config.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Calls who filled in a form. Asks whether they may be called now; blocks for a request to the
/// carrier. Thread-safe.
@FunctionalInterface
public interface FormCalls {
  /// @param from the business's number, E.164
  /// @param to the person's, E.164
  /// @param told what they filled in, by the names of the fields
  Outcome call(TenantId tenant, String agent, String from, String to, Map<String, String> told);

  /// What became of it.
  sealed interface Outcome {
    record Calling(UUID conversation) implements Outcome {}

    /// Quiet hours, or as many calls as the agent may make.
    record Later(Instant notBefore) implements Outcome {}

    record Refused(String reason) implements Outcome {}

    /// The agent is not published, or the channel is gone.
    record NobodyToCall() implements Outcome {}
  }
}
