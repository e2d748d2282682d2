package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.binding.ChannelType;
import java.time.Duration;
import java.time.Instant;

/// How long a conversation has lasted and how long a silence may last. Pure.
///
/// On a call every second counts. In writing people answer when they can, so a pause counts one
/// minute at most: a contact who comes back after lunch is not told that time is up.
final class Pace {
  static final Duration PAUSE_COUNTED_MAX = Duration.ofMinutes(1);

  /// After these a conversation without a `follow_up` of its own is taken to be abandoned.
  static final Duration SILENCE_VOICE = Duration.ofSeconds(15);

  static final Duration SILENCE_WEB = Duration.ofMinutes(30);
  static final Duration SILENCE_MESSAGING = Duration.ofHours(24);

  private Pace() {}

  static void tick(Draft draft, Moment moment) {
    Instant now = moment.now().isAfter(draft.lastAt) ? moment.now() : draft.lastAt;
    Duration pause = Duration.between(draft.lastAt, now);
    if (draft.channel() != ChannelType.VOICE && pause.compareTo(PAUSE_COUNTED_MAX) > 0) {
      pause = PAUSE_COUNTED_MAX;
    }
    draft.activeSeconds += pause.toSeconds();
    draft.lastAt = now;
  }

  /// Until `FlowEngine.silence` is due.
  static Duration silence(AgentDefinition definition, ChannelType channel) {
    if (channel == ChannelType.VOICE) {
      return SILENCE_VOICE;
    }
    return definition
        .followUp()
        .map(AgentDefinition.FollowUp::after)
        .orElse(channel == ChannelType.WEB ? SILENCE_WEB : SILENCE_MESSAGING);
  }
}
