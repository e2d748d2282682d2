package dev.parley.channel.voice;

import dev.parley.channel.sandbox.elevenlabs.ToySpeech;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Speaks toy speech at once, and breaks when it is told to.
public final class ToySynthesis implements SpeechSynthesis {
  private final AtomicInteger open = new AtomicInteger();
  private final List<Optional<String>> voices = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  /// Mouths that are open.
  public int open() {
    return open.get();
  }

  public List<Optional<String>> voices() {
    return voices;
  }

  /// From now on everything fails, for good.
  public void breakDown() {
    broken = true;
  }

  public void mend() {
    broken = false;
  }

  @Override
  public Speaking speak(Choice choice, Sink sink) {
    open.incrementAndGet();
    voices.add(choice.voice());
    return new Mouth(sink);
  }

  private final class Mouth implements Speaking {
    private final Sink sink;
    private boolean closed;

    Mouth(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void say(long reply, String text, String language) {
      if (broken) {
        sink.trouble(reply, "toy_broken", false);
        return;
      }
      String said = text + " ";
      List<Timed> spoken = new ArrayList<>();
      for (int i = 0; i < said.length(); i++) {
        spoken.add(new Timed(said.substring(i, i + 1), i * ToySpeech.MILLIS_PER_CHARACTER));
      }
      sink.audio(reply, new Audio(Base64.getEncoder().encodeToString(ToySpeech.say(said)), spoken));
    }

    @Override
    public void finish(long reply) {
      if (!broken) {
        sink.done(reply);
      }
    }

    @Override
    public void cut(long reply) {}

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }
  }
}
