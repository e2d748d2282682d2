package dev.parley.channel.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.voice.SpeechSynthesis.Audio;
import dev.parley.channel.voice.SpeechSynthesis.Timed;
import dev.parley.config.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Speech over HTTP, streamed, with the time of every character: for sentences that are fixed.
/// Thread-safe; blocks its caller.
final class SpokenInAdvance {
  private static final Logger LOG = LoggerFactory.getLogger(SpokenInAdvance.class);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ATTEMPTS_MAX = 4;
  private static final int AUDIO_BYTES_MAX = 8 * 1000 * 120;

  private final Vendor vendor;
  private final OkHttpClient client;

  SpokenInAdvance(Vendor vendor) {
    this.vendor = vendor;
    this.client = vendor.client().newBuilder().callTimeout(CALL).readTimeout(CALL).build();
  }

  /// @return empty where the vendor did not, which is logged
  Optional<Audio> speak(String voice, String language, String text) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      int status;
      try (Response response = client.newCall(request(voice, language, text)).execute()) {
        status = response.code();
        if (response.isSuccessful()) {
          return read(response.body().source());
        }
      } catch (IOException e) {
        status = 0;
      }
      boolean mayPass = status == 0 || status == 408 || status == 429 || status >= 500;
      if (!mayPass || attempt == ATTEMPTS_MAX) {
        LOG.warn("A fixed sentence was not spoken in advance: HTTP {}; it will be later", status);
        return Optional.empty();
      }
      Thread.sleep(PAUSE.multipliedBy(1L << (attempt - 1)));
    }
  }

  private Request request(String voice, String language, String text) {
    SynthesisSettings settings = vendor.settings().synthesis();
    HttpUrl url =
        vendor
            .address("v1/text-to-speech")
            .addPathSegment(voice)
            .addPathSegment("stream")
            .addPathSegment("with-timestamps")
            .addQueryParameter("output_format", "ulaw_8000")
            .build();
    ObjectNode body = Json.object().put("text", text).put("model_id", settings.model());
    body.set("voice_settings", settings.tone().json());
    if (!language.isEmpty()) {
      body.put("language_code", language);
    }
    return vendor.request(url).post(RequestBody.create(Json.bytes(body), JSON)).build();
  }

  private static Optional<Audio> read(BufferedSource lines) throws IOException {
    ByteArrayOutputStream audio = new ByteArrayOutputStream();
    List<Timed> spoken = new ArrayList<>();
    while (!lines.exhausted()) {
      String line = lines.readUtf8LineStrict(4L * AUDIO_BYTES_MAX);
      if (line.isBlank()) {
        continue;
      }
      JsonNode piece = parse(line);
      int begins = audio.size() / HeardAudio.BYTES_PER_MILLI;
      String base64 = piece.path("audio_base64").asText("");
      if (!VoiceMessage.isBase64(base64)) {
        throw new IOException("not base64");
      }
      audio.writeBytes(Base64.getDecoder().decode(base64));
      if (audio.size() > AUDIO_BYTES_MAX) {
        LOG.warn("A fixed sentence is longer than two minutes and is not kept");
        return Optional.empty();
      }
      JsonNode alignment = piece.path("alignment");
      spoken.addAll(
          Alignment.seconds(
                  alignment.path("characters"), alignment.path("character_start_times_seconds"))
              .after(begins)
              .words());
    }
    return audio.size() == 0
        ? Optional.empty()
        : Optional.of(new Audio(Base64.getEncoder().encodeToString(audio.toByteArray()), spoken));
  }

  private static JsonNode parse(String line) throws IOException {
    try {
      return Json.parse(line.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IOException("not JSON", e);
    }
  }
}
