package dev.parley.channel.speech;

import dev.parley.channel.voice.SpeechSynthesis;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Speaks by the vendor's multi-context synthesis: one socket for each call and language.
final class ElevenLabsSynthesis implements SpeechSynthesis {
  private final Vendor vendor;
  private final FixedSpeech fixed;

  ElevenLabsSynthesis(Vendor vendor, FixedSpeech fixed) {
    this.vendor = vendor;
    this.fixed = fixed;
  }

  @Override
  public Speaking speak(Choice choice, Sink sink) {
    String voice = voice(choice);
    Mouth mouth =
        new Mouth(
            vendor,
            language -> url(voice, language),
            (text, language) -> fixed.find(voice, language, text),
            sink);
    mouth.begin(LanguageCode.of(choice.language()).orElse(""));
    return mouth;
  }

  @Override
  public void prepare(Choice choice, List<String> sentences) {
    String language = LanguageCode.of(choice.language()).orElse("");
    String voice = voice(choice);
    sentences.forEach(sentence -> fixed.prepare(voice, language, sentence));
  }

  private String voice(Choice choice) {
    return choice.voice().orElse(vendor.settings().synthesis().voice());
  }

  private HttpUrl url(String voice, String language) {
    SynthesisSettings settings = vendor.settings().synthesis();
    HttpUrl.Builder url =
        vendor
            .address("v1/text-to-speech")
            .addPathSegment(voice)
            .addPathSegment("multi-stream-input")
            .addQueryParameter("model_id", settings.model())
            .addQueryParameter("output_format", "ulaw_8000")
            .addQueryParameter("auto_mode", "true")
            .addQueryParameter("sync_alignment", "true")
            .addQueryParameter(
                "inactivity_timeout", String.valueOf(settings.inactivity().toSeconds()));
    Optional.of(language)
        .filter(known -> !known.isEmpty())
        .ifPresent(known -> url.addQueryParameter("language_code", known));
    return url.build();
  }
}
