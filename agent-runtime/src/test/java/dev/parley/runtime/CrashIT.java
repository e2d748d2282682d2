package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.runtime.cli.ServerClient;
import dev.parley.runtime.driver.Milestones.Milestone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The real process on its embedded database, killed with SIGKILL at each point of a turn's life
/// and started again: every message is answered once, every lead arrives under one webhook id.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "PARLEY_MODEL", "builtin",
          "PARLEY_LEASE", "3s",
          "PARLEY_QUIET_WINDOW", "10ms",
          "PARLEY_BACKGROUND_HEARTBEAT", "1s",
          "PARLEY_DELIVERY_LEASE", "3s",
          "PARLEY_SAMPLES", "false");

  private Path data;
  private Receiver receiver;
  private ParleyProcess process;
  private String widgetKey;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    data = folder;
    receiver = new Receiver();
    process = ParleyProcess.start(data, SETTINGS);
    widgetKey = Office.open(api(), Office.BRIEF_AGENT, receiver).widgetKey();
  }

  @AfterAll
  void stop() throws InterruptedException {
    process.close();
    receiver.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Milestone.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BEFORE_SEND", "SENT"})
  void nothingIsLostOrRepeated(Milestone milestone) throws Exception {
    Talk talk = new Talk(milestone.name());
    talk.open();
    talk.say("My name is Ana Silva");
    process.arm(milestone);
    talk.sayLast("4 people");
    process.awaitReached(milestone);
    process.kill();

    process = ParleyProcess.start(data, SETTINGS);
    talk.comeBack();

    JsonNode turns = api().get("/v1/conversations/" + talk.conversation + "/transcript");
    assertThat(speakers(turns)).containsExactly("agent", "contact", "agent", "contact", "agent");
    assertThat(texts(turns)).contains("My name is Ana Silva", "4 people");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(receiver.of(talk.conversation)).isNotEmpty());
    awaitDelivered(talk.conversation);
    List<Receiver.Received> leads = receiver.of(talk.conversation);
    assertThat(leads).allMatch(Receiver.Received::signed);
    assertThat(leads.stream().map(Receiver.Received::webhookId).distinct()).hasSize(1);
    assertThat(leads.size()).isLessThanOrEqualTo(pushesAtMost(milestone));
    JsonNode fields = leads.getFirst().body().path("data").path("fields");
    assertThat(fields.path("full_name").path("value").asText()).isEqualTo("Ana Silva");
    assertThat(fields.path("people").path("value").asInt()).isEqualTo(4);
  }

  /// A push whose outcome was lost is made again. Once a turn is announced, its lead goes on
  /// beside the thread that is held, and the kill may meet it there.
  private static int pushesAtMost(Milestone killedAt) {
    return killedAt == Milestone.ANNOUNCED || killedAt == Milestone.PUSHED ? 2 : 1;
  }

  private void awaitDelivered(String conversation) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              List<String> statuses = new ArrayList<>();
              String lead =
                  receiver.of(conversation).getFirst().body().path("data").path("id").asText();
              for (JsonNode delivery : api().get("/v1/deliveries?limit=200").path("items")) {
                if (delivery.path("lead").asText().equals(lead)) {
                  statuses.add(delivery.path("status").asText());
                }
              }
              assertThat(statuses).containsExactly("delivered");
            });
  }

  private ServerClient api() {
    return new ServerClient(process.url(), ParleyProcess.ADMIN_KEY);
  }

  private static List<String> speakers(JsonNode transcript) {
    return transcript.path("turns").findValuesAsText("from");
  }

  private static List<String> texts(JsonNode transcript) {
    return transcript.path("turns").findValuesAsText("text");
  }

  /// A browser that keeps what it has seen, and what is not acknowledged yet.
  private final class Talk {
    private final String name;
    private ChatSocket socket;
    private String session;
    private String conversation;
    private int lastSeq;
    private int said;

    Talk(String name) {
      this.name = name;
    }

    void open() {
      socket = ChatSocket.open(process.url(), widgetKey, Optional.empty(), 0);
      session = socket.session();
      conversation = socket.conversation();
      lastSeq = socket.awaitAgent().path("seq").asInt();
    }

    void say(String text) {
      socket.say(name + said++, text);
      socket.await("ack");
      lastSeq = socket.awaitAgent().path("seq").asInt();
    }

    /// Says something during whose work the process will die.
    void sayLast(String text) {
      socket.say(name + said, text);
    }

    /// Connects anew, says what was not acknowledged again under its old id, as a browser does, and
    /// waits for the end.
    void comeBack() {
      socket.close();
      socket = ChatSocket.open(process.url(), widgetKey, Optional.of(session), lastSeq);
      assertThat(socket.conversation()).isEqualTo(conversation);
      socket.say(name + said, "4 people");
      socket.await("closed");
      socket.close();
    }
  }
}
