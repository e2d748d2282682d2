package dev.parley.runtime.consent;

import dev.parley.channel.ServiceWindow;
import dev.parley.config.agent.AgentDefinition.Outreach;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// One message that wants to be sent, as far as the gate must know.
public sealed interface Sending {
  Instant now();

  /// Until when the vendor takes free words. Empty where the channel has no such window and for an
  /// approved template; a contact that never wrote has one that was never open
  /// (`Instant.EPOCH`).
  Optional<ServiceWindow> window();

  /// Answers a message of the contact.
  record Answer(ConsentStanding standing, Optional<ServiceWindow> window, Instant now)
      implements Sending {}

  /// Confirms a STOP or START, or answers HELP: even a suppressed contact gets that, once.
  ///
  /// @param saidBefore for the same word of the contact
  record Notice(boolean saidBefore, Optional<ServiceWindow> window, Instant now)
      implements Sending {}

  /// What the contact has not asked for: a follow-up.
  ///
  /// @param zones where the contact may be: see [RecipientZones]; never empty
  /// @param home the agent's own zone: counts where `zones` leave no hour of the day
  /// @param sentAt unasked messages to this contact in the last seven days, on every channel
  record Unasked(
      ConsentStanding standing,
      List<ZoneId> zones,
      ZoneId home,
      Outreach outreach,
      List<Instant> sentAt,
      Optional<ServiceWindow> window,
      Instant now)
      implements Sending {
    public Unasked {
      zones = List.copyOf(zones);
      sentAt = List.copyOf(sentAt);
      if (zones.isEmpty()) {
        throw new IllegalArgumentException("a contact is in at least one time zone");
      }
    }
  }
}
