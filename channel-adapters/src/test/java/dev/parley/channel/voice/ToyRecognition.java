package dev.parley.channel.voice;

import dev.parley.channel.sandbox.elevenlabs.ToySpeech;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/// Understands toy speech at once, and settles it after a silence.
public final class ToyRecognition implements SpeechRecognition {
  private static final long SETTLES_AFTER_MS = 300;

  private final AtomicInteger open = new AtomicInteger();

  /// Ears that are open.
  public int open() {
    return open.get();
  }

  @Override
  public Listening listen(Choice choice, Listener listener) {
    open.incrementAndGet();
    return new Ear(listener);
  }

  private final class Ear implements Listening {
    private final ToySpeech.Ear ear = new ToySpeech.Ear();
    private final Listener listener;
    private boolean closed;
    private int told;

    Ear(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void hear(String base64) {
      ear.hear(Base64.getDecoder().decode(base64));
      if (ear.words().length() > told) {
        told = ear.words().length();
        listener.partial(ear.words(), Optional.of("en"));
      } else if (told > 0 && ear.silentMillis() > SETTLES_AFTER_MS) {
        commit();
      }
    }

    @Override
    public void commit() {
      String words = ear.take();
      told = 0;
      if (!words.isBlank()) {
        listener.committed(words, Optional.of("en"), OptionalDouble.of(0.99));
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }
  }
}
