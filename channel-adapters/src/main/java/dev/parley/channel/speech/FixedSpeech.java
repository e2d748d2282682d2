package dev.parley.channel.speech;

import dev.parley.channel.voice.SpeechSynthesis.Audio;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sentences that are always the same, spoken before anybody calls: in memory for calls, bounded by
/// bytes, and in a folder for the next start. Thread-safe; [#find] never waits for anything slow.
final class FixedSpeech implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FixedSpeech.class);
  private static final int WAITING_MAX = 10_000;

  private final ElevenLabsSettings settings;
  private final SpokenInAdvance vendor;
  private final Optional<SpeechFolder> folder;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore atOnce;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Map<String, Audio> memory = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  FixedSpeech(ElevenLabsSettings settings, SpokenInAdvance vendor) {
    this.settings = settings;
    this.vendor = vendor;
    this.folder =
        settings
            .cache()
            .folder()
            .map(path -> new SpeechFolder(path, settings.cache().diskBytesMax()));
    this.atOnce = new Semaphore(settings.cache().atOnce());
  }

  Optional<Audio> find(String voice, String language, String text) {
    String key = key(voice, language, text.strip());
    synchronized (memory) {
      return Optional.ofNullable(memory.get(key));
    }
  }

  /// Has it spoken, unless it is there already. A sentence that cannot be had is spoken when it is
  /// needed, as any other.
  void prepare(String voice, String language, String sentence) {
    String text = sentence.strip();
    String key = key(voice, language, text);
    synchronized (memory) {
      if (memory.containsKey(key)) {
        return;
      }
    }
    if (text.isEmpty() || underWay.size() >= WAITING_MAX || !underWay.add(key)) {
      return;
    }
    try {
      work.execute(() -> fetch(key, voice, language, text));
    } catch (RejectedExecutionException closing) {
      underWay.remove(key);
    }
  }

  /// Sentences that are being prepared.
  int underWay() {
    return underWay.size();
  }

  private void fetch(String key, String voice, String language, String text) {
    try {
      Optional<Audio> stored = folder.flatMap(shelf -> shelf.read(key));
      if (stored.isPresent()) {
        keep(key, stored.get());
        return;
      }
      atOnce.acquire();
      try {
        vendor
            .speak(voice, language, text)
            .ifPresent(
                audio -> {
                  keep(key, audio);
                  folder.ifPresent(shelf -> shelf.write(key, audio));
                });
      } finally {
        atOnce.release();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      LOG.error("A fixed sentence was not spoken in advance; it will be when needed", failure);
    } finally {
      underWay.remove(key);
    }
  }

  private void keep(String key, Audio audio) {
    synchronized (memory) {
      Audio before = memory.put(key, audio);
      bytes += weight(audio) - (before == null ? 0 : weight(before));
      Iterator<Audio> oldest = memory.values().iterator();
      while (bytes > settings.cache().memoryBytesMax() && oldest.hasNext()) {
        bytes -= weight(oldest.next());
        oldest.remove();
      }
    }
  }

  private static int weight(Audio audio) {
    return audio.base64().length() + 64 * audio.spoken().size() + 256;
  }

  /// Whatever changes how it sounds is part of the key.
  private String key(String voice, String language, String text) {
    SynthesisSettings synthesis = settings.synthesis();
    String whole =
        String.join("\n", voice, synthesis.model(), synthesis.tone().toString(), language, text);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    work.shutdownNow();
    synchronized (memory) {
      memory.clear();
      bytes = 0;
    }
  }
}
