package dev.parley.channel.sandbox.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.TestClient;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every limit of a message, met and passed.
class WhatsAppValidationIT extends WhatsAppTest {
  private static String buttons(String... pairs) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      list.append(list.isEmpty() ? "" : ",")
          .append(
              "{'type':'reply','reply':{'id':'%s','title':'%s'}}"
                  .formatted(pairs[i], pairs[i + 1]));
    }
    return body(list.toString(), "Own it?");
  }

  private static String body(String list, String body) {
    return "{'type':'button','body':{'text':'%s'},'action':{'buttons':[%s]}}".formatted(body, list);
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{'id':'r%d','title':'Row %d'}".formatted(i, i))
        .collect(Collectors.joining(","));
  }

  private static String list(String label, String sections) {
    return "{'type':'list','body':{'text':'Which?'},'action':{'button':'%s','sections':[%s]}}"
        .formatted(label, sections);
  }

  private static String section(String title, String rows) {
    return "{'title':'%s','rows':[%s]}".formatted(title, rows);
  }

  private static String x(int count) {
    return "x".repeat(count);
  }

  static Stream<Arguments> right() {
    return Stream.of(
        of("text", "{'body':'%s','preview_url':true}".formatted(x(4_096))),
        of("interactive", buttons(x(256), x(20), "b", "B", "c", "C")),
        of("interactive", list(x(20), section("", rows(10)))),
        of("interactive", list("Go", section("A", rows(4)) + "," + section("B", row("z", "Z")))),
        of(
            "interactive",
            "{'type':'cta_url','body':{'text':'See'},'action':{'name':'cta_url','parameters':"
                + "{'display_text':'Open','url':'https://sol.example/offer'}}}"),
        of(
            "interactive",
            "{'type':'flow','body':{'text':'Fill'},'action':{'name':'flow','parameters':"
                + "{'flow_message_version':'3','flow_token':'t','flow_id':'1','flow_cta':'Go',"
                + "'flow_action':'navigate','flow_action_payload':{'screen':'S'}}}}"),
        of(
            "interactive",
            "{'type':'location_request_message','body':{'text':'Where?'},'action':"
                + "{'name':'send_location'}}"),
        of(
            "interactive",
            "{'type':'contact_request','body':{'text':'Number?'},'action':"
                + "{'name':'request_contact_info'}}"),
        of("image", "{'link':'https://sol.example/a.jpg','caption':'%s'}".formatted(x(1_024))),
        of("document", "{'link':'https://sol.example/a.pdf','filename':'offer.pdf'}"),
        of("location", "{'latitude':37.4,'longitude':-122.1,'name':'Here'}"),
        of("contacts", "[{'name':{'formatted_name':'Ann'},'phones':[{'phone':'+16505550000'}]}]"));
  }

  private static String row(String id, String title) {
    return "{'id':'%s','title':'%s'}".formatted(id, title);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(131008, "text", "{}"),
        wrong(131008, "text", "{'body':'  '}"),
        wrong(131009, "text", "{'body':'%s'}".formatted(x(4_097))),
        wrong(100, "text", "{'body':'Hi','bold':true}"),
        wrong(100, "text", "{'body':7}"),
        wrong(100, "text", "'Hi'"),
        wrong(100, "text", "{'body':'Hi','preview_url':'yes'}"),
        wrong(100, "smoke_signal", "{}"),
        wrong(131009, "interactive", body("", "Own it?")),
        wrong(131009, "interactive", buttons("a", "A", "b", "B", "c", "C", "d", "D")),
        wrong(131009, "interactive", buttons("a", x(21))),
        wrong(131009, "interactive", buttons(x(257), "A")),
        wrong(131008, "interactive", buttons("a", "")),
        wrong(131009, "interactive", buttons("a", "Same", "b", "Same")),
        wrong(131009, "interactive", buttons("a", "A", "a", "B")),
        wrong(
            131009,
            "interactive",
            body("{'type':'reply','reply':{'id':'a','title':'A'}}", x(1_025))),
        wrong(131009, "interactive", list(x(21), section("", rows(1)))),
        wrong(131009, "interactive", list("Go", section("", rows(11)))),
        wrong(131009, "interactive", list("Go", section("", ""))),
        wrong(
            131009,
            "interactive",
            list("Go", section("A", rows(6)) + "," + section("B", rows(5).replace("r", "q")))),
        wrong(
            131008,
            "interactive",
            list("Go", section("", rows(1)) + "," + section("B", row("q", "Q")))),
        wrong(131009, "interactive", list("Go", section("", row("a", x(25))))),
        wrong(131009, "interactive", list("Go", section("", row(x(201), "A")))),
        wrong(
            131009,
            "interactive",
            list("Go", section("", "{'id':'a','title':'A','description':'%s'}".formatted(x(73))))),
        wrong(131009, "interactive", "{'type':'carousel','body':{'text':'x'},'action':{}}"),
        wrong(131008, "interactive", "{'type':'button','body':{'text':'x'}}"),
        wrong(
            131009,
            "interactive",
            "{'type':'cta_url','body':{'text':'x'},'action':{'name':'cta_url','parameters':"
                + "{'display_text':'Open','url':'javascript:1'}}}"),
        wrong(
            131009,
            "interactive",
            "{'type':'button','header':{'type':'text','text':'%s'},'body':{'text':'x'},'action':{}}"
                .formatted(x(61))),
        wrong(131009, "image", "{}"),
        wrong(131009, "image", "{'id':'1','link':'https://sol.example/a.jpg'}"),
        wrong(131009, "image", "{'id':'123'}"),
        wrong(131009, "image", "{'link':'https://sol.example/a','caption':'" + x(1_025) + "'}"),
        wrong(100, "audio", "{'link':'https://sol.example/a.ogg','caption':'a'}"),
        wrong(131009, "document", "{'link':'https://s.example/a','filename':'" + x(241) + "'}"),
        wrong(131009, "location", "{'latitude':91,'longitude':0}"),
        wrong(131009, "reaction", "{'message_id':'wamid.nobody','emoji':'👍'}"),
        wrong(131008, "contacts", "[{'name':{}}]"),
        wrong(131008, "template", "{'name':'follow_up'}"));
  }

  private static Arguments of(String type, String object) {
    return Arguments.of(type, object);
  }

  private static Arguments wrong(int code, String type, String object) {
    return Arguments.of(code, type, object);
  }

  @ParameterizedTest
  @MethodSource("right")
  void takesWhatIsWithinItsLimits(String type, String object) throws IOException {
    whatsApp.contact(ANN).says("Hi");
    TestClient.Got got = send(type, object);
    assertThat(new String(got.body(), java.nio.charset.StandardCharsets.UTF_8)).contains("wamid.");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesWhatIsNot(int code, String type, String object) throws IOException {
    whatsApp.contact(ANN).says("Hi");
    TestClient.Got got = send(type, object);
    assertThat(code(got)).isEqualTo(code);
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.json().at("/error/error_data/details").asText()).isNotEmpty();
    assertThat(whatsApp.accepted()).isEmpty();
  }

  @Test
  void refusesWrongCommonFields() throws IOException {
    whatsApp.contact(ANN).says("Hi");
    String good = message("text", "{'body':'Hi'}");
    assertThat(code(post(good.replace("\"whatsapp\"", "\"signal\"")))).isEqualTo(131009);
    assertThat(code(post(good.replace("\"messaging_product\":\"whatsapp\",", ""))))
        .isEqualTo(131008);
    assertThat(code(post(good.replace(ANN_DIGITS, "ann")))).isEqualTo(131009);
    assertThat(code(post(good.replace(ANN_DIGITS, "15550783881")))).isEqualTo(131021);
    assertThat(code(post(good.replace("\"to\":\"" + ANN_DIGITS + "\",", "")))).isEqualTo(131008);
    assertThat(code(post(good.replace("{\"mess", "{\"idempotency_key\":\"1\",\"mess"))))
        .isEqualTo(100);
    assertThat(
            code(
                post(
                    good.replace(
                        "{\"mess", "{\"biz_opaque_callback_data\":\"" + x(513) + "\",\"mess"))))
        .isEqualTo(131009);
    assertThat(code(post(good.replace("{\"mess", "{\"context\":{\"message_id\":\"w\"},\"mess"))))
        .isEqualTo(131009);
    assertThat(code(post(good.replace("{\"mess", "{\"recipient_type\":\"group\",\"mess"))))
        .isEqualTo(131009);
    assertThat(code(post("{"))).isEqualTo(100);
    assertThat(code(post("[]"))).isEqualTo(100);
    RequestBody form = RequestBody.create(good, MediaType.get("text/plain"));
    assertThat(code(TestClient.post(url(NUMBER_ID + "/messages"), form, this::authorized)))
        .isEqualTo(100);
    assertThat(whatsApp.accepted()).isEmpty();
  }

  @Test
  void showsOptionsOnThePhone() throws IOException {
    whatsApp.contact(ANN).says("Hi");
    send("interactive", list("Choose", section("", rows(2))));
    settled();
    PhoneMessage shown = whatsApp.contact(ANN).received().getFirst();
    assertThat(shown.listLabel()).isEqualTo("Choose");
    assertThat(shown.options())
        .extracting(PhoneMessage.Option::title)
        .containsExactly("Row 0", "Row 1");
  }
}
