package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.channel.sandbox.MediaFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files on their whole way: from a contact's phone, through the vendor, to the business.
class MediaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path data;
  private WhatsAppOffice office;

  @BeforeEach
  void start() throws IOException {
    office =
        new WhatsAppOffice(data, Office.BRIEF_AGENT, Map.of("PARLEY_MEDIA_BYTES_MAX", "2000000"));
  }

  @AfterEach
  void stop() {
    office.close();
  }

  private JsonNode files() throws IOException {
    JsonNode conversation = office.conversation();
    return conversation.isMissingNode()
        ? JSON.createArrayNode()
        : office
            .api
            .get("/v1/conversations/" + conversation.path("id").asText() + "/media")
            .path("items");
  }

  private JsonNode settled(int count) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              JsonNode files = files();
              return files.size() == count && !files.findValuesAsText("status").contains("waiting")
                  ? files
                  : JSON.createArrayNode();
            },
            files -> files.size() == count);
  }

  private byte[] download(JsonNode file) throws IOException, InterruptedException {
    String path =
        "/v1/conversations/"
            + file.path("conversation").asText()
            + "/media/"
            + file.path("id").asText();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(office.server.resolve(path))
                  .header("Authorization", "Bearer " + WhatsAppOffice.KEY)
                  .build(),
              BodyHandlers.ofByteArray())
          .body();
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatAContactSendsIsKeptAndCanBeDownloaded() throws Exception {
    byte[] photo = bytes(1_500_000);
    office.ann.says("Hi");
    office.ann.sends("my roof", new MediaFile("image/jpeg", "", photo));
    office.ann.sends("", new MediaFile("application/pdf", "bill.pdf", bytes(2_000)));

    JsonNode files = settled(2);

    assertThat(files.findValuesAsText("status")).containsOnly("kept");
    assertThat(files.findValuesAsText("kind")).containsExactlyInAnyOrder("image", "document");
    for (JsonNode file : files) {
      byte[] expected = file.path("kind").asText().equals("image") ? photo : bytes(2_000);
      assertThat(file.path("bytes").asInt()).isEqualTo(expected.length);
      assertThat(download(file)).isEqualTo(expected);
    }
    assertThat(office.meta.settle(PATIENCE)).isTrue();
    assertThat(office.meta.alerts()).isEmpty();
  }

  @Test
  void whatIsTooLargeOrOfNoUseIsRefusedAndSaysWhy() {
    office.ann.sends("", new MediaFile("application/pdf", "big.pdf", bytes(2_000_001)));
    office.ann.sendsAs("document", "", new MediaFile("application/zip", "a.zip", bytes(10)));

    JsonNode files = settled(2);

    assertThat(files.findValuesAsText("status")).containsOnly("refused");
    assertThat(files.findValuesAsText("reason"))
        .containsExactlyInAnyOrder("too_large", "type_not_taken");
  }
}
