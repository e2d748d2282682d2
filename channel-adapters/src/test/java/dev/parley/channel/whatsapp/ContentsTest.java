package dev.parley.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.Attachment;
import dev.parley.channel.MessageContent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTest {
  private static MessageContent content(String typeAndContent) throws Exception {
    var tree =
        Wire.MAPPER.readTree("{\"id\":\"wamid.1\",\"from\":\"1650\"," + typeAndContent + "}");
    return Contents.of(WireMessage.of((ObjectNode) tree).orElseThrow());
  }

  private static Attachment attachment(String typeAndContent) throws Exception {
    return ((MessageContent.Attachments) content(typeAndContent)).items().getFirst();
  }

  @Test
  void readsAPictureWithItsWords() throws Exception {
    String wire =
        """
        "type":"image","image":{"caption":"my bill","mime_type":"image/jpeg",
         "sha256":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","id":"4490709327384033",
         "url":"https://elsewhere.example/x"}\
        """;
    assertThat(content(wire).text()).isEqualTo("my bill");
    assertThat(attachment(wire))
        .isEqualTo(
            new Attachment(
                Attachment.Kind.IMAGE,
                "image/jpeg",
                "4490709327384033",
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"type\":\"video\",\"video\":{\"mime_type\":\"video/mp4\",\"id\":\"1\"}'|VIDEO",
        "'\"type\":\"audio\",\"audio\":{\"mime_type\":\"audio/ogg; codecs=opus\",\"id\":\"1\","
            + "\"voice\":true}'|VOICE_NOTE",
        "'\"type\":\"audio\",\"audio\":{\"mime_type\":\"audio/mpeg\",\"id\":\"1\"}'|AUDIO",
        "'\"type\":\"sticker\",\"sticker\":{\"mime_type\":\"image/webp\",\"id\":\"1\"}'|STICKER",
      })
  void readsEveryKindOfFile(String wire, Attachment.Kind kind) throws Exception {
    assertThat(attachment(wire).kind()).isEqualTo(kind);
    assertThat(content(wire).usable()).isFalse();
  }

  @Test
  void keepsADocumentsName() throws Exception {
    Attachment document =
        attachment(
            """
            "type":"document","document":{"filename":"../../etc/passwd","id":"7",
              "mime_type":"application/pdf","sha256":"short"}\
            """);
    assertThat(document.fileName()).contains("../../etc/passwd");
    assertThat(document.sha256()).isEmpty();
  }

  @Test
  void readsAPlace() throws Exception {
    String wire = "\"type\":\"location\",\"location\":{\"latitude\":38.7,\"longitude\":-9.1%s}";
    assertThat(content(wire.formatted(",\"name\":\"Office\",\"address\":\"Rua Um\"")).text())
        .isEqualTo("Office, Rua Um");
    assertThat(content(wire.formatted("")).text()).isEqualTo("38.7, -9.1");
  }

  @Test
  void readsACardWithTheNumberThatWasAskedFor() throws Exception {
    MessageContent cards =
        content(
            """
            "type":"contacts","contacts":[
              {"name":{"formatted_name":"Ann Lee","first_name":"Ann"},"org":{"company":"Sol"},
               "phones":[{"phone":"+1 (650) 555-1234","wa_id":"16505551234","type":"CELL"},
                         {"phone":"020 7946 0000"}],
               "emails":[{"email":"ann@sol.example"}],"origin":"x"},
              {"name":{"first_name":"Bo","last_name":"Ek"}}, null]\
            """);
    assertThat(cards.text())
        .isEqualTo("Ann Lee, Sol, +16505551234, 020 7946 0000, ann@sol.example\nBo Ek");
  }

  @Test
  void readsTaps() throws Exception {
    String tap = "\"type\":\"interactive\",\"interactive\":{\"type\":\"%1$s\",\"%1$s\":%2$s}";
    assertThat(content(tap.formatted("button_reply", "{\"id\":\"yes\",\"title\":\"Yes\"}")))
        .isEqualTo(new MessageContent.Choice("yes", "Yes"));
    assertThat(
            content(
                tap.formatted(
                    "list_reply", "{\"id\":\"o\",\"title\":\"Own\",\"description\":\"d\"}")))
        .isEqualTo(new MessageContent.Choice("o", "Own"));
    assertThat(content("\"type\":\"button\",\"button\":{\"payload\":\"YES_42\",\"text\":\"Yes\"}"))
        .isEqualTo(new MessageContent.Choice("YES_42", "Yes"));
  }

  @Test
  void readsAFormAsWords() throws Exception {
    String flow =
        """
        "type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow",
         "body":"Sent","response_json":"%s"}}\
        """;
    MessageContent reply =
        content(
            flow.formatted(
                "{\\\"flow_token\\\":\\\"t\\\",\\\"monthly_bill\\\":120,"
                    + "\\\"email\\\":\\\"a@b.example\\\",\\\"days\\\":[\\\"Mon\\\",\\\"Tue\\\"],"
                    + "\\\"no\\\":null}"));
    assertThat(reply.text()).isEqualTo("monthly bill: 120\nemail: a@b.example\ndays: Mon, Tue");
    for (String broken : List.of("", "{", "[]", "7", "[[[[")) {
      assertThat(content(flow.formatted(broken)))
          .isEqualTo(new MessageContent.Unsupported("interactive"));
    }
  }

  @Test
  void readsMarksAndBaskets() throws Exception {
    assertThat(
            content("\"type\":\"reaction\",\"reaction\":{\"message_id\":\"w\",\"emoji\":\"👍\"}"))
        .isEqualTo(new MessageContent.Reaction("w", Optional.of("👍")));
    assertThat(content("\"type\":\"reaction\",\"reaction\":{\"message_id\":\"w\"}"))
        .isEqualTo(new MessageContent.Reaction("w", Optional.empty()));
    MessageContent order =
        content(
            """
            "type":"order","order":{"catalog_id":"c","text":"please","product_items":[
              {"product_retailer_id":"panel-400","quantity":"2","item_price":99.5,
               "currency":"EUR"}]}\
            """);
    assertThat(order.text()).isEqualTo("please\n2 × panel-400");
    assertThat(((MessageContent.Order) order).items().getFirst().price()).isEqualTo("99.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"unsupported\",\"errors\":[{\"code\":131051}]",
        "\"type\":\"unknown\"",
        "\"type\":\"poll\",\"poll\":{}",
        "\"type\":\"text\"",
        "\"type\":\"text\",\"text\":{}",
        "\"type\":\"image\",\"image\":{\"id\":\"../../secrets\"}",
        "\"type\":\"location\",\"location\":{\"latitude\":1}",
        "\"type\":\"contacts\",\"contacts\":[]",
        "\"type\":\"interactive\",\"interactive\":{\"type\":\"new_reply\"}",
        "\"type\":\"order\",\"order\":{\"product_items\":[{\"quantity\":\"many\"}]}",
        "\"type\":7",
        "\"timestamp\":\"1\"",
      })
  void saysPlainlyWhatItCannotRead(String wire) throws Exception {
    assertThat(content(wire)).isInstanceOf(MessageContent.Unsupported.class);
    assertThat(content(wire).usable()).isFalse();
  }
}
