package dev.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.http.RawSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebChatProtocolIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FakeRuntime runtime = new FakeRuntime();
  private ChatServer server = new ChatServer(runtime);

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<Integer> seqs(ChatClient client, int count) throws IOException {
    List<Integer> seqs = new ArrayList<>();
    while (seqs.size() < count) {
      seqs.add(client.next("message").get("seq").asInt());
    }
    return seqs;
  }

  private static List<Integer> from(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void aConversationRunsFromHelloToClosed() throws Exception {
    runtime.onMessage =
        (talk, text) -> {
          talk.typing();
          talk.says("You said \"" + text + "\".\nThank you!");
        };
    try (ChatClient client = new ChatClient(server.connect("open"))) {
      client.send("{'type':'hello','session':null,'last_seq':0}");
      JsonNode welcome = client.next("welcome");
      assertThat(welcome.get("session").asText()).isEqualTo(runtime.talk().session);
      assertThat(welcome.get("conversation").asText())
          .isEqualTo(runtime.talk().conversation.id().toString());
      assertThat(welcome.get("resumed").asBoolean()).isFalse();
      assertThat(client.next("message").get("from").asText()).isEqualTo("agent");

      client.send("{'type':'message','id':'m-1','text':'Ol\u00e1 \ud83d\ude00 <b>there</b>'}");
      List<JsonNode> frames = new ArrayList<>(List.of(client.next(), client.next(), client.next()));
      // The acknowledgement and the turns come from two threads.
      assertThat(frames)
          .anyMatch(frame -> frame.toString().equals("{\"type\":\"ack\",\"id\":\"m-1\"}"));
      frames.removeIf(frame -> frame.get("type").asText().equals("ack"));
      assertThat(frames.get(0).toString()).isEqualTo("{\"type\":\"typing\"}");
      assertThat(frames.get(1).get("text").asText())
          .isEqualTo("You said \"Ol\u00e1 \ud83d\ude00 <b>there</b>\".\nThank you!");
      assertThat(frames.get(1).get("at").asText()).isEqualTo("2026-11-22T10:01:00Z");

      client.send("{'type':'end'}");
      assertThat(client.next("closed").get("disposition").asText()).isEqualTo("abandoned");
      client.send("{'type':'message','id':'m-2','text':'too late'}");
      JsonNode error = client.next("error");
      assertThat(error.get("code").asText()).isEqualTo("conversation_closed");
      assertThat(error.get("id").asText()).isEqualTo("m-2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'message','id':'1','text':'early'} | hello_required",
        "{'type':'typing'} | hello_required",
        "{'type':'end'} | hello_required",
        "{'type':'dance'} | unknown_type",
        "{'type':7} | malformed",
        "{} | malformed",
        "[] | malformed",
        "7 | malformed",
        "{'type':'hello' | malformed",
        "{'type':'hello'} {} | malformed",
        "{'type':'hello','type':'end'} | malformed",
        "{'type':'hello','session':5} | malformed",
        "{'type':'hello','session':'a b'} | malformed",
        "{'type':'hello','last_seq':-1} | malformed",
        "{'type':'hello','last_seq':99999999999} | malformed",
        "{'type':'hello','last_seq':'1'} | malformed",
        "{'type':'hello','x':[[[[[1]]]]]} | malformed",
        "{'type':'message','id':'','text':'x'} | bad_id",
        "{'type':'message','id':'a b','text':'x'} | bad_id",
        "{'type':'message','text':'x'} | malformed",
        "{'type':'message','id':'1','text':null} | malformed",
        "{'type':'message','id':'1','text':' \\n\\u0000 '} | text_empty"
      })
  void refusesAFrameWithACode(String frame, String code) throws Exception {
    try (ChatClient client = new ChatClient(server.connect("open"))) {
      client.send(frame);
      client.error(code);
      client.send("{'type':'hello'}");
      client.next("welcome");
    }
  }

  @Test
  void refusesASecondHello() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      client.send("{'type':'hello','session':null,'last_seq':0}");
      client.error("already_greeted");
      assertThat(runtime.talks).hasSize(1);
    }
  }

  @Test
  void refusesATextThatIsTooLongAndTakesOneThatIsNot() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      client.send("{'type':'message','id':'long','text':'" + "x".repeat(4_001) + "'}");
      JsonNode error = client.next("error");
      assertThat(error.get("code").asText()).isEqualTo("text_too_long");
      assertThat(error.get("id").asText()).isEqualTo("long");
      client.send("{'type':'message','id':'fits','text':'" + "x".repeat(4_000) + "'}");
      client.until("ack");
      assertThat(runtime.talk().inbox).containsOnlyKeys("fits");
    }
  }

  @Test
  void cleansWhatNeitherADatabaseNorATerminalShouldSee() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      client.send(
          "{'type':'message','id':'1','text':'  a\\u0000b\\r"
              + "\\n"
              + "c\\r"
              + "d\\u001b[31m\\ud83d\\te\\u0085 '}");
      client.until("ack");
      assertThat(runtime.talk().inbox.get("1")).isEqualTo("ab\nc\nd[31m\ufffd\te");
    }
  }

  @Test
  void closesAFrameThatIsFarTooBig() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      client.send("{'type':'message','id':'1','text':'" + "x".repeat(66_000) + "'}");
      client.assertClosed(1009, "Payload too large");
    }
  }

  @Test
  void refusesMessagesThatComeTooFastAndClosesWhenTheyKeepComing() throws Exception {
    server.close();
    var limits = new WebChatLimits(4_000, Duration.ofSeconds(10), 0.001, 2, 3, 100);
    server = new ChatServer(runtime, limits, 0);
    runtime.receiveInstead = text -> new Received.Accepted();
    try (ChatClient client = ChatClient.greeted(server)) {
      for (int i = 1; i <= 5; i++) {
        client.send("{'type':'message','id':'m" + i + "','text':'quick'}");
      }
      client.next("ack");
      client.next("ack");
      for (int i = 3; i <= 5; i++) {
        JsonNode error = client.next("error");
        assertThat(error.get("code").asText()).isEqualTo("too_fast");
        assertThat(error.get("id").asText()).isEqualTo("m" + i);
      }
      client.assertClosed(1008, "too_many_faults");
    }
  }

  @Test
  void closesASocketThatNeverSaysHello() throws Exception {
    server.close();
    var limits = new WebChatLimits(4_000, Duration.ofMillis(1), 1, 1, 3, 100);
    server = new ChatServer(runtime, limits, 0);
    try (ChatClient client = new ChatClient(server.connect("open"))) {
      client.assertClosed(1008, "introduction_timeout");
    }
  }

  @Test
  void acknowledgesAResentMessageAgainWithoutASecondEffect() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      client.send("{'type':'message','id':'same','text':'once'}");
      assertThat(client.until("ack").get("id").asText()).isEqualTo("same");
      client.send("{'type':'message','id':'same','text':'once'}");
      assertThat(client.until("ack").get("id").asText()).isEqualTo("same");
    }
    assertThat(runtime.talk().turns).hasSize(2);
  }

  @Test
  void saysWhenAMessageCannotBeTakenNow() throws Exception {
    runtime.receiveInstead = text -> new Received.Later("too_many_waiting", Duration.ofSeconds(3));
    try (ChatClient client = ChatClient.greeted(server)) {
      client.send("{'type':'message','id':'m','text':'hello'}");
      JsonNode error = client.next("error");
      assertThat(error.get("code").asText()).isEqualTo("too_many_waiting");
      assertThat(error.get("id").asText()).isEqualTo("m");
      assertThat(error.get("retry_after_millis").asInt()).isEqualTo(3_000);
    }
  }

  @Test
  void saysWhenNoConversationCanBeOpened() throws Exception {
    runtime.openInstead = request -> new Opened.Later("overloaded", Duration.ofSeconds(5));
    try (ChatClient client = new ChatClient(server.connect("open"))) {
      client.send("{'type':'hello'}");
      assertThat(client.next("error").get("retry_after_millis").asInt()).isEqualTo(5_000);
      client.assertClosed(1013, "try_later");
    }
    runtime.openInstead = request -> new Opened.NoSuchWidget();
    try (ChatClient client = new ChatClient(server.connect("open"))) {
      client.send("{'type':'hello'}");
      client.error("no_such_widget");
      client.assertClosed(1008, "no_such_widget");
    }
  }

  @Test
  void aFailingRuntimeIsNotShownToTheBrowser() throws Exception {
    runtime.receiveInstead =
        text -> {
          throw new IllegalStateException("secret of the house");
        };
    try (ChatClient client = ChatClient.greeted(server)) {
      client.send("{'type':'message','id':'m','text':'hello'}");
      JsonNode error = client.next("error");
      assertThat(error.get("code").asText()).isEqualTo("internal_error");
      assertThat(error.toString()).doesNotContain("secret");
      client.assertClosed(1013, "internal_error");
    }
  }

  @Test
  void reconnectingBringsExactlyWhatWasMissed() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      client.socket.reset();
    }
    FakeRuntime.Talk talk = runtime.talk();
    for (int i = 2; i <= 250; i++) {
      talk.commit(ChatTurn.From.AGENT, "turn " + i);
    }
    try (ChatClient client = new ChatClient(server.connect("open"))) {
      client.send("{'type':'hello','session':'" + talk.session + "','last_seq':3}");
      assertThat(client.next("welcome").get("resumed").asBoolean()).isTrue();
      assertThat(seqs(client, 247)).isEqualTo(from(4, 250));
      talk.says("and on");
      assertThat(seqs(client, 1)).isEqualTo(from(251, 251));
    }
  }

  @Test
  void turnsThatComeWhileCatchingUpAreNeitherLostNorDoubled() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      client.socket.reset();
    }
    FakeRuntime.Talk talk = runtime.talk();
    Awaitility.await().atMost(PATIENCE).until(talk.listeners::isEmpty);
    CyclicBarrier reading = new CyclicBarrier(2);
    runtime.beforeHistory =
        () -> {
          try {
            reading.await(60, TimeUnit.SECONDS);
            reading.await(60, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
    try (ChatClient client = new ChatClient(server.connect("open"))) {
      client.send("{'type':'hello','session':'" + talk.session + "','last_seq':1}");
      client.next("welcome");
      reading.await(60, TimeUnit.SECONDS);
      // Subscribed, and about to read: these are announced now and found in the history as well.
      talk.says("second");
      talk.announce(talk.turns.getLast());
      talk.close("qualified");
      runtime.beforeHistory = () -> {};
      reading.await(60, TimeUnit.SECONDS);
      assertThat(seqs(client, 1)).isEqualTo(from(2, 2));
      client.next("closed");
      talk.says("a colleague adds");
      assertThat(seqs(client, 1)).isEqualTo(from(3, 3));
    }
  }

  @Test
  void announcementsOutOfOrderArriveInOrderAndOnce() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      FakeRuntime.Talk talk = runtime.talk();
      ChatTurn second = talk.commit(ChatTurn.From.AGENT, "second");
      ChatTurn third = talk.commit(ChatTurn.From.AGENT, "third");
      ChatTurn fifth = talk.commit(5, ChatTurn.From.AGENT, "fifth, the fourth never was");
      talk.announce(third);
      talk.announce(second);
      talk.announce(fifth);
      talk.announce(third);
      assertThat(seqs(client, 3)).containsExactly(2, 3, 5);
      talk.says("sixth");
      assertThat(seqs(client, 1)).isEqualTo(from(6, 6));
    }
  }

  @Test
  void theLastWordsComeBeforeTheEndEvenWhenAnnouncedAfterIt() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      FakeRuntime.Talk talk = runtime.talk();
      ChatTurn farewell = talk.commit(ChatTurn.From.AGENT, "Goodbye!");
      talk.close("qualified");
      talk.announce(farewell);
      assertThat(client.next("message").get("text").asText()).isEqualTo("Goodbye!");
      assertThat(client.next("closed").get("disposition").asText()).isEqualTo("qualified");
    }
  }

  @Test
  void twoTabsOfOneSessionBothHearEverything() throws Exception {
    try (ChatClient one = ChatClient.greeted(server);
        ChatClient two = new ChatClient(server.connect("open"))) {
      two.send("{'type':'hello','session':'" + runtime.talk().session + "','last_seq':0}");
      two.next("welcome");
      two.next("message");
      one.send("{'type':'message','id':'m','text':'from the first tab'}");
      assertThat(two.next("echo").get("text").asText()).isEqualTo("from the first tab");
      JsonNode turn = two.next("message");
      assertThat(turn.get("from").asText()).isEqualTo("contact");
      assertThat(turn.get("ids").get(0).asText()).isEqualTo("m");
      runtime.talk().says("hello, both");
      assertThat(two.next("message").get("text").asText()).isEqualTo("hello, both");
      // The tab that said it is not told its own words again.
      assertThat(List.of(one.next(), one.next()).toString()).contains("\"ack\"", "hello, both");
    }
    Awaitility.await().atMost(PATIENCE).until(runtime.talk().listeners::isEmpty);
  }

  @Test
  void aForgedTokenBeginsANewConversationFromItsStart() throws Exception {
    try (ChatClient client = new ChatClient(server.connect("open"))) {
      client.send("{'type':'hello','session':'made-up','last_seq':40}");
      assertThat(client.next("welcome").get("resumed").asBoolean()).isFalse();
      assertThat(seqs(client, 1)).isEqualTo(from(1, 1));
    }
  }

  @Test
  void passesTypingOnAtMostOnceASecond() throws Exception {
    try (ChatClient client = ChatClient.greeted(server)) {
      runtime.events.clear();
      long began = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        client.send("{'type':'typing'}");
      }
      client.send("{'type':'message','id':'m','text':'done'}");
      client.until("ack");
      long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
      assertThat(runtime.events)
          .hasSizeBetween(1, 2 + (int) seconds)
          .hasSizeLessThan(50)
          .containsOnly("typing");
    }
  }

  @Test
  void tellsTheRuntimeTheLanguageOfThePageOrElseOfTheBrowser() throws Exception {
    try (ChatClient client =
        new ChatClient(server.connect("open", "Accept-Language: pt-BR,en;q=0.8"))) {
      client.send("{'type':'hello'}");
      client.next("welcome");
    }
    try (ChatClient client = new ChatClient(server.connect("open", "Accept-Language: pt-BR"))) {
      client.send("{'type':'hello','language':'de'}");
      client.next("welcome");
    }
    try (ChatClient client = new ChatClient(server.connect("open", "Accept-Language: <b>"))) {
      client.send("{'type':'hello','language':'not a tag'}");
      client.next("welcome");
    }
    assertThat(runtime.events).containsExactly("open pt-BR", "open de", "open ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "no%20body", "a.b"})
  void anUnknownWidgetHasNoSocket(String key) throws Exception {
    try (RawSocket socket = server.connect(key)) {
      assertThat(socket.status()).isEqualTo(404);
      assertThat(socket.body()).contains("\"code\":\"no_such_widget\"");
    }
  }

  @Test
  void theOriginDecidesAtTheUpgrade() throws Exception {
    runtime.widget("listed", List.of("https://shop.example", "http://Dev.example:80/"));
    runtime.widget("any", List.of("*"));
    String own = "127.0.0.1:" + server.port();
    assertOrigin("open", "http://" + own, 101);
    assertOrigin("open", "https://" + own, 101);
    assertOrigin("open", "https://shop.example", 403);
    assertOrigin("open", "null", 403);
    assertOrigin("listed", "https://shop.example", 101);
    assertOrigin("listed", "https://SHOP.example:443", 101);
    assertOrigin("listed", "http://dev.example", 101);
    assertOrigin("listed", "http://shop.example", 403);
    assertOrigin("listed", "https://shop.example.evil.example", 403);
    assertOrigin("listed", "https://evil.example/https://shop.example", 403);
    assertOrigin("any", "https://anybody.example", 101);
    assertOrigin("any", "null", 101);
    try (RawSocket noBrowser = server.connect("open")) {
      assertThat(noBrowser.status()).isEqualTo(101);
    }
  }

  private void assertOrigin(String key, String origin, int status) throws Exception {
    try (RawSocket socket = server.connect(key, "Origin: " + origin)) {
      assertThat(socket.status()).as(key + " from " + origin).isEqualTo(status);
    }
  }
}
