package dev.parley.channel.speech;

import dev.parley.channel.voice.SpeechRecognition;
import dev.parley.channel.voice.SpeechSynthesis;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.SettingsException;

/// ElevenLabs' hearing and speaking for all calls of the process. Thread-safe. Closing it ends
/// every socket and thread it began.
public final class ElevenLabs implements AutoCloseable {
  private final Vendor vendor;
  private final FixedSpeech fixed;
  private final SpeechRecognition recognition;
  private final SpeechSynthesis synthesis;

  /// Connects to nobody yet.
  ///
  /// @throws SettingsException when the vendor's address is not one that may be called
  public ElevenLabs(ElevenLabsSettings settings, Reach reach) {
    if (reach
        .refusal(settings.url().getHost(), settings.url().getScheme().equals("https"))
        .isPresent()) {
      throw new SettingsException(
          "PARLEY_ELEVENLABS_URL", "an https address that this server may call");
    }
    vendor = new Vendor(settings, reach);
    fixed = new FixedSpeech(settings, new SpokenInAdvance(vendor));
    recognition = new ScribeRecognition(vendor);
    synthesis = new ElevenLabsSynthesis(vendor, fixed);
  }

  public SpeechRecognition recognition() {
    return recognition;
  }

  /// Its `prepare` has fixed sentences spoken in advance.
  public SpeechSynthesis synthesis() {
    return synthesis;
  }

  /// Sockets to the vendor that have not ended: after the last call it is 0 within seconds.
  public int openSockets() {
    return vendor.open();
  }

  /// Fixed sentences that are being spoken in advance.
  public int preparing() {
    return fixed.underWay();
  }

  @Override
  public void close() {
    fixed.close();
    vendor.close();
  }
}
