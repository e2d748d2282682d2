package dev.parley.channel.speech;

import dev.parley.channel.voice.SpeechRecognition;
import okhttp3.HttpUrl;

/// Listens by the vendor's realtime recognition: one socket for each call.
final class ScribeRecognition implements SpeechRecognition {
  private static final int KEYTERMS_MAX = 50;
  private static final int KEYTERM_CHARS_MAX = 20;

  private final Vendor vendor;

  ScribeRecognition(Vendor vendor) {
    this.vendor = vendor;
  }

  @Override
  public Listening listen(Choice choice, Listener listener) {
    ScribeEar ear = new ScribeEar(vendor, url(choice), choice.language(), listener);
    ear.begin();
    return ear;
  }

  private HttpUrl url(Choice choice) {
    RecognitionSettings settings = vendor.settings().recognition();
    HttpUrl.Builder url =
        vendor
            .address("v1/speech-to-text/realtime")
            .addQueryParameter("model_id", settings.model())
            .addQueryParameter("audio_format", "ulaw_8000")
            .addQueryParameter("include_timestamps", "true")
            .addQueryParameter("include_language_detection", "true")
            .addQueryParameter("commit_strategy", settings.vendorCommits() ? "vad" : "manual");
    if (settings.vendorCommits()) {
      url.addQueryParameter(
          "vad_silence_threshold_secs", String.valueOf(settings.silence().toMillis() / 1000.0));
    }
    choice
        .language()
        .flatMap(LanguageCode::of)
        .ifPresent(language -> url.addQueryParameter("language_code", language));
    choice.keyterms().stream()
        .map(String::strip)
        .filter(term -> !term.isEmpty() && term.length() <= KEYTERM_CHARS_MAX)
        .distinct()
        .limit(KEYTERMS_MAX)
        .forEach(term -> url.addQueryParameter("keyterms", term));
    return url.build();
  }
}
