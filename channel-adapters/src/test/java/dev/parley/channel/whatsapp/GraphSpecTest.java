package dev.parley.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.Attachment;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Sender;
import dev.parley.channel.VendorSpecs;
import dev.parley.config.binding.ChannelType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Holds our requests against Meta's description. Its schema of a whole message contradicts itself
/// (every kind forbids the fields all have in common), so the common fields and each kind's own
/// object are checked one by one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphSpecTest {
  private final OutboundParts parts = new OutboundParts(WhatsAppLimits.DEFAULTS);
  private final OutboundJson json = new OutboundJson(parts);
  private JsonNode spec;

  @BeforeAll
  void read() throws Exception {
    spec = VendorSpecs.read("meta/meta_business-messaging-api_v23.0.yaml");
  }

  private void check(OutboundBody body, String schema) {
    for (OutboundBody part : parts.of(body)) {
      JsonNode message =
          json.of(
              new OutboundMessage(
                  UUID.randomUUID(),
                  ChannelType.WHATSAPP,
                  MetaFixtures.OURS,
                  Sender.ofPhone(MetaFixtures.THEIRS),
                  part,
                  Optional.of("wamid.0")));
      assertThat(VendorSpecs.problems(spec, "BaseMessageProperties", message)).isEmpty();
      String type = message.path("type").asText();
      if (!type.equals("text")) {
        assertThat(VendorSpecs.problems(spec, schema, message.path(type))).isEmpty();
      }
    }
  }

  private static List<OutboundBody.Option> options(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new OutboundBody.Option(
                    "id" + i,
                    "An option of ours " + i,
                    count > 3 ? Optional.of("What it means") : Optional.empty()))
        .toList();
  }

  @Test
  void offeredAnswersAreAsMetaDescribesThem() {
    String question = "Which of these is it? ".repeat(80);
    check(new OutboundBody.Choices(question, options(3), "en"), "InteractiveObject");
    check(new OutboundBody.Choices(question, options(10), "de"), "InteractiveObject");
  }

  @Test
  void templatesAreAsMetaDescribesThem() {
    check(new OutboundBody.Template("hello", "en_US", List.of()), "TemplateObject");
    check(
        new OutboundBody.Template(
            "hello",
            "pt_BR",
            List.of(
                new OutboundBody.Parameter(Optional.empty(), "Ann"),
                new OutboundBody.Parameter(Optional.empty(), "Sol"))),
        "TemplateObject");
  }

  @Test
  void filesAreAsMetaDescribesThem() {
    for (Attachment.Kind kind : Attachment.Kind.values()) {
      check(
          new OutboundBody.Media(
              kind,
              URI.create("https://agents.example/file"),
              "application/octet-stream",
              "A caption",
              Optional.of("file.bin")),
          "MediaObject");
    }
  }

  @Test
  void aSchemaThatIsNotMetWouldBeSeen() {
    assertThat(VendorSpecs.problems(spec, "InteractiveObject", json.of(empty()))).isNotEmpty();
  }

  private static OutboundMessage empty() {
    return new OutboundMessage(
        UUID.randomUUID(),
        ChannelType.WHATSAPP,
        MetaFixtures.OURS,
        Sender.ofPhone(MetaFixtures.THEIRS),
        new OutboundBody.Text("x"),
        Optional.empty());
  }
}
