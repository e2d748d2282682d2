package dev.parley.channel.speech;

import dev.parley.config.settings.Secret;
import dev.parley.config.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// How this server talks to ElevenLabs.
///
/// @param url the API, or what stands in for it; residency regions have hosts of their own
/// @param key of the account
/// @param cache of sentences spoken in advance
public record ElevenLabsSettings(
    URI url,
    Secret key,
    SocketSettings socket,
    RecognitionSettings recognition,
    SynthesisSettings synthesis,
    Cache cache) {
  /// The vendor's own address.
  public static final URI VENDOR = URI.create("https://api.elevenlabs.io");

  /// @param memoryBytesMax of speech in memory; what was not said for longest is let go
  /// @param diskBytesMax of speech in the folder
  /// @param folder where speech outlives the process; empty: nowhere
  /// @param atOnce sentences asked for at the same time
  public record Cache(int memoryBytesMax, long diskBytesMax, Optional<Path> folder, int atOnce) {
    public static final Cache DEFAULTS = new Cache(32 << 20, 512L << 20, Optional.empty(), 2);

    static Cache read(Settings settings) {
      return new Cache(
          settings.whole(
              "PARLEY_SPEECH_CACHE_BYTES_MAX", DEFAULTS.memoryBytesMax, 0, Integer.MAX_VALUE),
          1024L
              * 1024
              * settings.whole("PARLEY_SPEECH_CACHE_DISK_MEGABYTES_MAX", 512, 1, 1_000_000),
          settings.text("PARLEY_SPEECH_CACHE_FOLDER").map(Path::of),
          settings.whole("PARLEY_SPEECH_CACHE_AT_ONCE", DEFAULTS.atOnce, 1, 20));
    }
  }

  public static ElevenLabsSettings defaults(URI url, Secret key) {
    return new ElevenLabsSettings(
        url,
        key,
        SocketSettings.DEFAULTS,
        RecognitionSettings.DEFAULTS,
        SynthesisSettings.DEFAULTS,
        Cache.DEFAULTS);
  }

  /// From the process settings; empty without a key. All are listed in `docs/limits.md`.
  public static Optional<ElevenLabsSettings> read(Settings settings) {
    var read =
        new ElevenLabsSettings(
            settings.url("PARLEY_ELEVENLABS_URL").orElse(VENDOR),
            settings.secret("ELEVENLABS_API_KEY").orElse(Secret.of("")),
            SocketSettings.read(settings),
            RecognitionSettings.read(settings),
            SynthesisSettings.read(settings),
            Cache.read(settings));
    return Optional.of(read).filter(complete -> !complete.key.reveal().isEmpty());
  }

  /// The same with other ways of keeping sockets.
  public ElevenLabsSettings with(SocketSettings other) {
    return new ElevenLabsSettings(url, key, other, recognition, synthesis, cache);
  }

  public ElevenLabsSettings with(RecognitionSettings other) {
    return new ElevenLabsSettings(url, key, socket, other, synthesis, cache);
  }

  public ElevenLabsSettings with(SynthesisSettings other) {
    return new ElevenLabsSettings(url, key, socket, recognition, other, cache);
  }

  public ElevenLabsSettings with(Cache other) {
    return new ElevenLabsSettings(url, key, socket, recognition, synthesis, other);
  }
}
