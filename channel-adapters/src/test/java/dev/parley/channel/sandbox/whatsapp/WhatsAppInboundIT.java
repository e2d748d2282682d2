package dev.parley.channel.sandbox.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.TestClient;
import dev.parley.config.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

/// What people send, of every kind.
class WhatsAppInboundIT extends WhatsAppTest {
  private JsonNode only(String type) {
    settled();
    JsonNode message = all("messages").getLast();
    assertThat(message.path("type").asText()).isEqualTo(type);
    assertThat(message.path("from").asText()).isEqualTo(ANN_DIGITS);
    assertThat(message.path("timestamp").asText()).isEqualTo("1795341600");
    return message;
  }

  @Test
  void aTextCarriesWhoSentIt() {
    whatsApp.contact(ANN).named("Ann").withUsername("@ann").says("Hi");
    JsonNode message = only("text");
    assertThat(message.path("text").path("body").asText()).isEqualTo("Hi");
    JsonNode contact = all("contacts").getFirst();
    assertThat(contact.path("profile").path("name").asText()).isEqualTo("Ann");
    assertThat(contact.path("profile").path("username").asText()).isEqualTo("@ann");
    assertThat(contact.path("wa_id").asText()).isEqualTo(ANN_DIGITS);
    assertThat(contact.path("user_id")).isEqualTo(message.path("from_user_id"));
    assertThat(values().getFirst().path("metadata").path("phone_number_id").asText())
        .isEqualTo(NUMBER_ID);
  }

  @Test
  void aPersonIsTheSameAfterARestart() {
    String before = whatsApp.contact(ANN).userId();
    assertThat(before).matches("US\\.[0-9]{20}");
    assertThat(whatsApp.contact("+16505551235").userId()).isNotEqualTo(before);
    stop();
    start();
    assertThat(whatsApp.contact(ANN).userId()).isEqualTo(before);
  }

  @Test
  void anAdvertisementIsNamedOnce() {
    whatsApp.contact(ANN).arrivesFromAd("Can I get more info?", "https://fb.me/x", "clid-1");
    assertThat(only("text").path("referral").path("ctwa_clid").asText()).isEqualTo("clid-1");
    whatsApp.contact(ANN).says("Hello?");
    assertThat(only("text").has("referral")).isFalse();
  }

  @Test
  void aButtonAndARowAreTapped() throws IOException {
    whatsApp.contact(ANN).says("Hi");
    send(
        "interactive",
        "{'type':'button','body':{'text':'Own it?'},'action':{'buttons':["
            + "{'type':'reply','reply':{'id':'roof:owner','title':'I own it'}},"
            + "{'type':'reply','reply':{'id':'roof:tenant','title':'I rent'}}]}}");
    settled();
    whatsApp.contact(ANN).taps("roof:tenant");
    JsonNode reply = only("interactive");
    assertThat(reply.at("/interactive/button_reply/title").asText()).isEqualTo("I rent");
    assertThat(reply.at("/context/id").asText()).isEqualTo(whatsApp.accepted().getFirst().wamid());
    send(
        "interactive",
        "{'type':'list','body':{'text':'Which?'},'action':{'button':'Choose','sections':[{'rows':["
            + "{'id':'r1','title':'One','description':'the first'}]}]}}");
    settled();
    whatsApp.contact(ANN).taps("r1");
    assertThat(only("interactive").at("/interactive/list_reply/description").asText())
        .isEqualTo("the first");
    assertThatThrownBy(() -> whatsApp.contact(ANN).taps("r9"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyOtherKindArrives() {
    WhatsAppContact ann = whatsApp.contact(ANN);
    String first = ann.says("Hi");
    ann.repliesTo(first, "as I said");
    assertThat(only("text").at("/context/id").asText()).isEqualTo(first);
    ann.reactsTo(first, "👍");
    assertThat(only("reaction").at("/reaction/emoji").asText()).isEqualTo("👍");
    ann.reactsTo(first, "");
    assertThat(only("reaction").path("reaction").has("emoji")).isFalse();
    ann.sharesLocation(37.44, -122.16, "Philz");
    assertThat(only("location").at("/location/latitude").asDouble()).isEqualTo(37.44);
    ann.sharesContact("Lucía Gómez", "+19835552319");
    assertThat(only("contacts").at("/contacts/0/phones/0/wa_id").asText()).isEqualTo("19835552319");
    ann.answersFlow("{\"email\":\"a@b.example\"}");
    assertThat(only("interactive").at("/interactive/nfm_reply/response_json").isTextual()).isTrue();
    ann.orders("di9ozbzfi4", 2);
    assertThat(only("order").at("/order/product_items/0/quantity").asInt()).isEqualTo(2);
    ann.sendsUnsupported();
    assertThat(only("unsupported").at("/errors/0/code").asInt()).isEqualTo(131051);
    ann.sendsRaw("hologram", Json.object().put("hologram", true));
    assertThat(only("hologram").path("hologram").asBoolean()).isTrue();
  }

  @Test
  void aNewNumberIsTold() {
    WhatsAppContact ann = whatsApp.contact(ANN).named("Ann");
    ann.changesNumberTo("+12195555358");
    assertThat(only("system").at("/system/wa_id").asText()).isEqualTo("12195555358");
    assertThat(values().getFirst().has("contacts")).isFalse();
    ann.says("me again");
    settled();
    assertThat(all("messages").getLast().path("from").asText()).isEqualTo("12195555358");
  }

  @Test
  void manyPeopleArriveInOneWebhook() {
    whatsApp.together(
        () -> {
          whatsApp.contact(ANN).says("one");
          whatsApp.contact("+16505559999").says("two");
          whatsApp.contact(ANN).says("three");
        });
    settled();
    assertThat(hook.got).hasSize(1);
    assertThat(all("messages"))
        .extracting(message -> message.at("/text/body").asText())
        .containsExactly("one", "two", "three");
  }

  @Test
  void aWishAboutMarketingIsTold() {
    whatsApp.contact(ANN).wantsMarketing(false);
    settled();
    assertThat(all("user_preferences").getFirst().path("value").asText()).isEqualTo("stop");
    assertThat(parsed(hook.got.getFirst().body()).at("/entry/0/changes/0/field").asText())
        .isEqualTo("user_preferences");
  }

  @Test
  void aPictureIsFetchedInTwoStepsWithinFiveMinutes() throws IOException {
    byte[] bytes = {9, 8, 7};
    whatsApp.contact(ANN).sends("my bill", new MediaFile("image/jpeg", "bill.jpg", bytes));
    JsonNode image = only("image").path("image");
    assertThat(image.path("caption").asText()).isEqualTo("my bill");
    assertThat(TestClient.get(url(image.path("id").asText()), plain -> plain).status())
        .isEqualTo(401);
    JsonNode media = TestClient.get(url(image.path("id").asText()), this::authorized).json();
    assertThat(media.path("file_size").asInt()).isEqualTo(3);
    URI address = URI.create(media.path("url").asText());
    assertThat(TestClient.get(address, plain -> plain).status()).isEqualTo(401);
    assertThat(TestClient.get(address, this::authorized).body()).isEqualTo(bytes);
    clock.forward(Duration.ofMinutes(5));
    assertThat(TestClient.get(address, this::authorized).status()).isEqualTo(404);
  }

  @Test
  void filesComeAsTheKindTheirTypeSays() {
    WhatsAppContact ann = whatsApp.contact(ANN);
    byte[] bytes = {1};
    ann.sends("", new MediaFile("audio/ogg; codecs=opus", "", bytes));
    assertThat(only("audio").at("/audio/voice").asBoolean()).isTrue();
    ann.sends("", new MediaFile("image/webp", "", bytes));
    only("sticker");
    ann.sends("", new MediaFile("video/mp4", "", bytes));
    only("video");
    ann.sends("", new MediaFile("application/pdf", "offer.pdf", bytes));
    assertThat(only("document").at("/document/filename").asText()).isEqualTo("offer.pdf");
  }

  @Test
  void aFileIsUploadedSentAndDeleted() throws IOException {
    whatsApp.contact(ANN).says("Hi");
    String id = upload("image/png", "image/png").json().path("id").asText();
    assertThat(send("image", "{'id':'" + id + "','caption':'our offer'}").status()).isEqualTo(200);
    settled();
    assertThat(whatsApp.contact(ANN).received().getFirst().media())
        .extracting(MediaFile::type)
        .isEqualTo(List.of("image/png"));
    assertThat(code(send("document", "{'id':'" + id + "'}"))).isEqualTo(131053);
    assertThat(code(upload("image/png", "image/jpeg"))).isEqualTo(100);
    assertThat(code(upload("application/x-sh", "application/x-sh"))).isEqualTo(100);
    TestClient.Got deleted =
        TestClient.send(
            authorized(new okhttp3.Request.Builder().url(url(id).toString()).delete()).build());
    assertThat(deleted.json().path("success").asBoolean()).isTrue();
    assertThat(code(send("image", "{'id':'" + id + "'}"))).isEqualTo(131009);
  }

  private TestClient.Got upload(String type, String declared) throws IOException {
    RequestBody file = RequestBody.create(new byte[] {1, 2}, MediaType.get(type));
    MultipartBody body =
        new MultipartBody.Builder()
            .setType(MultipartBody.FORM)
            .addFormDataPart("messaging_product", "whatsapp")
            .addFormDataPart("type", declared)
            .addFormDataPart("file", "offer.png", file)
            .build();
    return TestClient.post(url(NUMBER_ID + "/media"), body, this::authorized);
  }
}
