package dev.parley.channel.voice.media;

import dev.parley.channel.voice.HeardText;
import dev.parley.channel.voice.SpeechSynthesis.Audio;
import dev.parley.channel.voice.SpeechSynthesis.Timed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What lies in the carrier's buffer and how far it has been played: by marks where they have come
/// back, by the clock in between. Not thread-safe.
final class Playback {
  private static final long NANOS_PER_MS = 1_000_000;

  /// Where the vendor does not say which characters a sound has.
  private static final double CHARACTERS_PER_MS = 0.013;

  /// Ended replies whose heard words may still be asked for.
  private static final int ENDED_MAX = 20;

  private final Map<Long, Reply> replies = new LinkedHashMap<>();
  private final Deque<Piece> waiting = new ArrayDeque<>();
  private final Map<Long, String> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > ENDED_MAX;
        }
      };
  private long endsAt;
  private long marks;
  private int bytesWaiting;

  private static final class Reply {
    final StringBuilder text = new StringBuilder();
    int heard;
  }

  private static final class Piece {
    final long reply;
    final String mark;
    final long ms;
    final int bytes;
    final List<Timed> spoken;
    final boolean last;
    long startsAt;

    Piece(
        long reply,
        String mark,
        long ms,
        int bytes,
        List<Timed> spoken,
        boolean last,
        long startsAt) {
      this.reply = reply;
      this.mark = mark;
      this.ms = ms;
      this.bytes = bytes;
      this.spoken = spoken;
      this.last = last;
      this.startsAt = startsAt;
    }

    int characters() {
      return spoken.isEmpty()
          ? (int) (ms * CHARACTERS_PER_MS)
          : spoken.stream().mapToInt(one -> HeardText.characters(one.characters())).sum();
    }

    int charactersBy(long now) {
      long playedMs = (now - startsAt) / NANOS_PER_MS;
      if (playedMs <= 0) {
        return 0;
      }
      if (spoken.isEmpty()) {
        return (int) (Math.min(playedMs, ms) * CHARACTERS_PER_MS);
      }
      return spoken.stream()
          .filter(one -> one.atMs() < playedMs)
          .mapToInt(one -> HeardText.characters(one.characters()))
          .sum();
    }
  }

  /// A sentence of a reply; false where the reply has ended already.
  boolean said(long reply, String sentence) {
    if (ended.containsKey(reply)) {
      return false;
    }
    StringBuilder text = replies.computeIfAbsent(reply, _ -> new Reply()).text;
    if (!text.isEmpty()) {
      text.append(' ');
    }
    text.append(sentence.strip());
    return true;
  }

  /// Sound that goes to the carrier now.
  ///
  /// @return the mark to send after it; empty where the reply has ended and it must not be sent
  Optional<String> sent(long reply, Audio audio, long now) {
    return add(reply, audio.durationMs(), audio.bytes(), audio.spoken(), false, now);
  }

  /// The reply has no more sound.
  Optional<String> complete(long reply, long now) {
    return add(reply, 0, 0, List.of(), true, now);
  }

  private Optional<String> add(
      long reply, long ms, int bytes, List<Timed> spoken, boolean last, long now) {
    if (!replies.containsKey(reply)) {
      return Optional.empty();
    }
    long starts = waiting.isEmpty() ? now : Math.max(now, endsAt);
    endsAt = starts + ms * NANOS_PER_MS;
    String mark = reply + "." + ++marks;
    waiting.add(new Piece(reply, mark, ms, bytes, spoken, last, starts));
    bytesWaiting += bytes;
    return Optional.of(mark);
  }

  /// A mark came back: everything up to it has been played.
  ///
  /// @return the reply that has been played out by it
  Optional<Long> marked(String mark, long now) {
    if (waiting.stream().noneMatch(piece -> piece.mark.equals(mark))) {
      return Optional.empty();
    }
    Optional<Long> out = Optional.empty();
    boolean reached = false;
    while (!reached) {
      Piece piece = waiting.remove();
      reached = piece.mark.equals(mark);
      bytesWaiting -= piece.bytes;
      Reply reply = replies.get(piece.reply);
      if (reply != null) {
        reply.heard += piece.characters();
        if (piece.last) {
          out = Optional.of(piece.reply);
          end(piece.reply, reply.text.toString().strip());
        }
      }
    }
    replan(now);
    return out;
  }

  /// What follows a mark begins now.
  private void replan(long now) {
    long at = now;
    for (Piece piece : waiting) {
      piece.startsAt = at;
      at += piece.ms * NANOS_PER_MS;
    }
    endsAt = at;
  }

  /// Ends a reply.
  ///
  /// @return its words that were heard
  String cut(long reply, long now) {
    Reply known = replies.get(reply);
    if (known == null) {
      return ended.getOrDefault(reply, "");
    }
    int heard = known.heard;
    for (Iterator<Piece> all = waiting.iterator(); all.hasNext(); ) {
      Piece piece = all.next();
      if (piece.reply == reply) {
        heard += piece.charactersBy(now);
        bytesWaiting -= piece.bytes;
        all.remove();
      }
    }
    // Sound without characters is only guessed at: where all of it was played, all was heard.
    String words = HeardText.of(known.text.toString(), heard);
    end(reply, words);
    return words;
  }

  /// Ends every reply: the carrier has forgotten what it was given.
  ///
  /// @return the words heard of each
  Map<Long, String> cutAll(long now) {
    var heard = new LinkedHashMap<Long, String>();
    for (Long reply : List.copyOf(replies.keySet())) {
      heard.put(reply, cut(reply, now));
    }
    waiting.clear();
    bytesWaiting = 0;
    endsAt = now;
    return heard;
  }

  /// Ends a reply that lost its voice; what was played of it counts as heard.
  void abandon(long reply, long now) {
    var unused = cut(reply, now);
  }

  boolean isPlaying() {
    return !replies.isEmpty();
  }

  int bytesWaiting() {
    return bytesWaiting;
  }

  private void end(long reply, String heard) {
    replies.remove(reply);
    ended.put(reply, heard);
  }
}
