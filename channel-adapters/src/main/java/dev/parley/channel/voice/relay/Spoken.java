package dev.parley.channel.voice.relay;

import dev.parley.channel.voice.HeardText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What was given to the carrier's voice, and by the clock how far it may have come: nothing tells
/// for certain. Not thread-safe.
final class Spoken {
  private static final double CHARACTERS_PER_MS = 0.013;
  private static final long NANOS_PER_MS = 1_000_000;
  private static final int ENDED_MAX = 20;

  /// The silence after words that were cut may cross the next ones on the way: so soon it is not
  /// theirs.
  private static final long CROSSED_MAX_NANOS = 250 * NANOS_PER_MS;

  private final Map<Long, Reply> replies = new LinkedHashMap<>();
  private final Map<Long, String> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > ENDED_MAX;
        }
      };
  private boolean silenceOwed;
  private long endsAt;
  private long latest;

  private static final class Reply {
    final StringBuilder text = new StringBuilder();
    final long startsAt;
    boolean finished;

    Reply(long startsAt) {
      this.startsAt = startsAt;
    }
  }

  /// @return false where the reply has ended and must not be spoken
  boolean said(long reply, String sentence, long now) {
    if (ended.containsKey(reply)) {
      return false;
    }
    long at = replies.isEmpty() ? now : Math.max(now, endsAt);
    StringBuilder text = replies.computeIfAbsent(reply, _ -> new Reply(at)).text;
    if (!text.isEmpty()) {
      text.append(' ');
    }
    text.append(sentence.strip());
    endsAt = at + nanos(sentence);
    latest = Math.max(latest, reply);
    return true;
  }

  /// No more of this reply.
  ///
  /// @return when all that was said until now has probably been heard; empty where it has ended
  Optional<Long> finished(long reply) {
    Reply known = replies.get(reply);
    if (known == null) {
      return Optional.empty();
    }
    known.finished = true;
    return Optional.of(endsAt);
  }

  /// Ends a finished reply as heard.
  ///
  /// @return false where it was not there any more
  boolean playedOut(long reply) {
    Reply known = replies.get(reply);
    if (known == null || !known.finished) {
      return false;
    }
    end(reply, known.text.toString().strip());
    return true;
  }

  /// The reply that is being spoken, where it is finished and may have been heard by now.
  Optional<Long> speakingFinished(long now) {
    boolean owed = silenceOwed;
    silenceOwed = false;
    return replies.entrySet().stream()
        .findFirst()
        .filter(first -> first.getValue().finished && !(owed && crossed(first.getValue(), now)))
        .map(Map.Entry::getKey);
  }

  private static boolean crossed(Reply reply, long now) {
    long quarter = nanos(reply.text.toString()) / 4;
    return now - reply.startsAt < Math.min(CROSSED_MAX_NANOS, quarter);
  }

  private static long nanos(String text) {
    return (long) (HeardText.characters(text) / CHARACTERS_PER_MS * NANOS_PER_MS);
  }

  String cut(long reply, long now) {
    Reply known = replies.get(reply);
    if (known == null) {
      return ended.getOrDefault(reply, "");
    }
    silenceOwed = true;
    long ms = Math.max(0, (now - known.startsAt) / NANOS_PER_MS);
    String heard = HeardText.of(known.text.toString(), (int) (ms * CHARACTERS_PER_MS));
    end(reply, heard);
    return heard;
  }

  /// The carrier has stopped: the reply it was speaking was heard so far, those behind it not at
  /// all.
  Map<Long, String> interrupted(String heard) {
    var all = new LinkedHashMap<Long, String>();
    silenceOwed = false;
    for (Long reply : replies.keySet().stream().toList()) {
      all.put(reply, all.isEmpty() ? heard.strip() : "");
    }
    if (all.isEmpty() && latest > 0) {
      all.put(latest, heard.strip());
    }
    all.forEach(this::end);
    return all;
  }

  /// Ends everything as the clock has it.
  void cutAll(long now) {
    for (Long reply : replies.keySet().stream().toList()) {
      var unused = cut(reply, now);
    }
    endsAt = now;
  }

  boolean isSpeaking() {
    return !replies.isEmpty();
  }

  private void end(long reply, String heard) {
    replies.remove(reply);
    ended.put(reply, heard);
  }
}
