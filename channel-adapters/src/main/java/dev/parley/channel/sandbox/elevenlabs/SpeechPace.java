package dev.parley.channel.sandbox.elevenlabs;

import java.time.Duration;
import java.util.Optional;

/// How fast the simulated vendor is, in real time.
///
/// @param partial from hearing to telling
/// @param commit from the end of a segment to its words
/// @param detail from plain words to those with language and confidence
/// @param speech from text to its first sound
/// @param ended from the end of a context to being told
/// @param inactivity after which the synthesis closes; empty: as its client asks
public record SpeechPace(
    Duration partial,
    Duration commit,
    Duration detail,
    Duration speech,
    Duration ended,
    Optional<Duration> inactivity) {
  /// For tests.
  public static final SpeechPace AT_ONCE =
      new SpeechPace(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Optional.empty());

  /// About as it is out there.
  public static final SpeechPace REAL =
      new SpeechPace(
          Duration.ofMillis(150),
          Duration.ofMillis(120),
          Duration.ofMillis(60),
          Duration.ofMillis(120),
          Duration.ofMillis(40),
          Optional.empty());

  public SpeechPace withEnded(Duration other) {
    return new SpeechPace(partial, commit, detail, speech, other, inactivity);
  }

  public SpeechPace withDetail(Duration other) {
    return new SpeechPace(partial, commit, other, speech, ended, inactivity);
  }

  public SpeechPace withInactivity(Duration other) {
    return new SpeechPace(partial, commit, detail, speech, ended, Optional.of(other));
  }
}
