package dev.parley.runtime.flow;

import dev.parley.lead.Disposition;
import java.time.Duration;
import java.util.Optional;

/// What must happen outside beside the words that are said; committed with the turn.
public sealed interface Effect {
  /// The conversation is over: extract the lead, deliver it.
  record Close(Disposition disposition, Optional<String> reason) implements Effect {}

  /// A colleague takes over; the agent is silent from now on.
  ///
  /// @param reason stable code, e.g. `asked_for_person`, or the id of an objection
  record HandOff(String reason) implements Effect {}

  /// Never write to or call this contact again. Comes with a `Close` when the conversation was not
  /// closed before.
  record OptOut() implements Effect {}

  /// Call `FlowEngine.silence` when the contact has not spoken for that long; replaces any earlier
  /// schedule.
  record ScheduleFollowUp(Duration after) implements Effect {}
}
