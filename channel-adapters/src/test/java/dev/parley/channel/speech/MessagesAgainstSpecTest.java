package dev.parley.channel.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.VendorSpecs;
import dev.parley.config.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Holds what we say, and what we expect to be told, against the vendor's own descriptions.
class MessagesAgainstSpecTest {
  private static final String SPEECH = "elevenlabs/elevenlabs_api_asyncapi.yml";
  private static final String HEARING = "elevenlabs/elevenlabs_packages_scribe.asyncapi.yaml";

  @Test
  void whatIsSaidToTheSynthesisIsAsDescribed() throws IOException {
    JsonNode spec = VendorSpecs.read(SPEECH);

    fits(spec, "InitialiseContext", VoiceMessages.begin("r1-1", VoiceTone.DEFAULTS.json()));
    fits(spec, "SendTextMulti", VoiceMessages.text("r1-1", "Say \"yes\" or\nno. "));
    fits(spec, "FlushContext", VoiceMessages.flush("r1-1"));
    fits(spec, "CloseContext", VoiceMessages.close("r1-1"));
    fits(spec, "KeepContextAlive", VoiceMessages.keepAlive("r1-1"));
    fits(spec, "CloseSocket", VoiceMessages.CLOSE_SOCKET);
    assertThat(names(spec, "RealtimeVoiceSettings"))
        .containsAll(fieldNames(VoiceTone.DEFAULTS.json()));
  }

  @Test
  void whatIsSaidToTheRecognitionIsAsDescribed() throws IOException {
    JsonNode spec = VendorSpecs.read(HEARING);

    fits(spec, "InputAudioChunkPayload", ScribeEar.chunk("AAAA", false, Optional.empty()));
    fits(spec, "InputAudioChunkPayload", ScribeEar.chunk("", true, Optional.of("so \"far\"")));
  }

  @Test
  void everyErrorOfTheRecognitionHasACure() throws IOException {
    JsonNode spec = VendorSpecs.read(HEARING);
    Set<String> described = new HashSet<>();
    spec.at("/components/schemas/ScribeErrorPayload/properties/message_type/enum")
        .forEach(each -> described.add(each.asText()));

    assertThat(described).hasSizeGreaterThan(10);
    for (String each : described) {
      assertThat(ScribeError.of(each).code()).isEqualTo(each);
    }
  }

  @Test
  void theSynthesisKnowsTheParametersWeSend() throws IOException {
    JsonNode spec = VendorSpecs.read(SPEECH);
    JsonNode query =
        spec.path("channels")
            .path("/v1/text-to-speech/{voice_id}/multi-stream-input")
            .at("/bindings/ws/query/properties");

    assertThat(fieldNames(query))
        .contains(
            "model_id",
            "output_format",
            "auto_mode",
            "sync_alignment",
            "inactivity_timeout",
            "language_code");
    assertThat(spec.at("/components/schemas/TextToSpeechOutputFormatEnum/enum").toString())
        .contains("\"ulaw_8000\"");
  }

  private static void fits(JsonNode spec, String schema, String message) throws IOException {
    JsonNode read = Json.parse(message.getBytes(StandardCharsets.UTF_8));
    assertThat(spec.at("/components/schemas/" + schema).isMissingNode()).as(schema).isFalse();
    assertThat(VendorSpecs.problems(spec, schema, read)).as(message).isEmpty();
    assertThat(names(spec, schema)).containsAll(fieldNames(read));
  }

  private static Set<String> names(JsonNode spec, String schema) {
    return fieldNames(spec.at("/components/schemas/" + schema + "/properties"));
  }

  private static Set<String> fieldNames(JsonNode node) {
    Set<String> names = new HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
