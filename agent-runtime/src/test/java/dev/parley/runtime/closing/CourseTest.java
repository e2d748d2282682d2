package dev.parley.runtime.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseTest {
  @Test
  void whoHasTheFirstTurnOfATextConversationBeganIt() {
    assertThat(Course.UNKNOWN.direction(ChannelType.SMS, begunBy(Speaker.AGENT)))
        .isEqualTo("outbound");
    assertThat(Course.UNKNOWN.direction(ChannelType.WHATSAPP, begunBy(Speaker.CONTACT)))
        .isEqualTo("inbound");
  }

  @Test
  void aVisitorCameByThemselvesThoughTheAgentGreetsFirst() {
    assertThat(Course.UNKNOWN.direction(ChannelType.WEB, begunBy(Speaker.AGENT)))
        .isEqualTo("inbound");
  }

  @Test
  void theCarrierKnowsWhoCalled() {
    Course called =
        new Course(Optional.empty(), Optional.of(Json.object().put("direction", "outbound")));
    assertThat(called.direction(ChannelType.VOICE, begunBy(Speaker.CONTACT))).isEqualTo("outbound");
    assertThat(Course.UNKNOWN.direction(ChannelType.VOICE, begunBy(Speaker.AGENT)))
        .isEqualTo("inbound");
  }

  private static Transcript begunBy(Speaker speaker) {
    return new Transcript(List.of(new Turn(1, speaker, "Hello", Instant.EPOCH, "en")));
  }
}
