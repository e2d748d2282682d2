package dev.parley.channel.voice;

import static dev.parley.channel.voice.VoiceHost.BUSINESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.sandbox.twilio.TwilioSignature;
import dev.parley.config.settings.Secret;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is not Twilio, or brings a call that is not theirs, gets nowhere.
class StrangerIT {
  private static final String SETUP =
      """
      {"type": "setup", "sessionId": "VX1", "callSid": "CA1", "customParameters": {"ticket": "TICKET"}}
      """;
  private static final String START =
      """
      {"event": "start", "start": {"streamSid": "MZ1", "callSid": "CA1",
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": {"ticket": "TICKET"}}}
      """;

  private final VoiceHost host = new VoiceHost("relay");
  private final OkHttpClient http = new OkHttpClient();

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    host.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hooks/twilio/voice",
        "/hooks/twilio/voice/status?line=%2B12025550100",
        "/hooks/twilio/voice/status?line=%2B12025550100&conversation="
            + "01890a5d-ac96-774b-bcce-b302099a8057"
      })
  void aHookThatIsNotSignedOrForgedIsRefused(String path) throws IOException {
    Map<String, String> form =
        Map.of(
            "CallSid",
            "CA" + "0".repeat(32),
            "AccountSid",
            host.twilio.account().accountSid(),
            "From",
            VoiceHost.CONTACT,
            "To",
            BUSINESS,
            "Called",
            BUSINESS,
            "CallStatus",
            "busy");
    String forged = TwilioSignature.of(Secret.of("a guess"), host.url + path, form);
    String elsewhere =
        TwilioSignature.of(host.twilio.account().authToken(), host.url + "/elsewhere", form);

    assertThat(post(path, form, "")).isEqualTo(403);
    assertThat(post(path, form, forged)).isEqualTo(403);
    assertThat(post(path, form, elsewhere)).isEqualTo(403);
    assertThat(host.reports).isEmpty();
    assertThat(host.lines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"relay", "media"})
  void aSocketThatIsNotSignedIsRefused(String carrier) throws Exception {
    Socket socket = open(carrier, "a guess");

    assertThat(socket.refused.get(60, TimeUnit.SECONDS)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA.BBBB"})
  void aSocketWithABadTicketIsClosed(String ticket) throws Exception {
    Socket relay = open("relay", signature("relay"));
    relay.socket.send(SETUP.replace("TICKET", ticket));
    Socket media = open("media", signature("media"));
    media.socket.send(START.replace("TICKET", ticket));

    assertThat(relay.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1008);
    assertThat(media.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1008);
    assertThat(host.lines).isEmpty();
    assertThat(host.calls.open()).isZero();
  }

  @Test
  void aSocketThatNamesNoCallIsClosedAfterFiveSeconds() throws Exception {
    Socket relay = open("relay", signature("relay"));
    Socket media = open("media", signature("media"));

    assertThat(relay.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1008);
    assertThat(media.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1008);
    assertThat(host.lines).isEmpty();
  }

  private String path(String carrier) {
    return "/twilio/" + carrier + "/12025550100";
  }

  private String signature(String carrier) {
    String url = host.url.toString().replaceFirst("http", "ws") + path(carrier);
    return TwilioSignature.of(host.twilio.account().authToken(), url, Map.of());
  }

  private int post(String path, Map<String, String> form, String signature) throws IOException {
    FormBody.Builder body = new FormBody.Builder();
    form.forEach(body::add);
    Request.Builder request = new Request.Builder().url(host.url + path).post(body.build());
    if (!signature.isEmpty()) {
      request.header("X-Twilio-Signature", signature);
    }
    try (Response response = http.newCall(request.build()).execute()) {
      return response.code();
    }
  }

  private Socket open(String carrier, String signature) {
    Socket socket = new Socket();
    socket.socket =
        http.newWebSocket(
            new Request.Builder()
                .url(host.url + path(carrier))
                .header("X-Twilio-Signature", signature)
                .build(),
            socket);
    return socket;
  }

  private static final class Socket extends WebSocketListener {
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<Integer> refused = new CompletableFuture<>();
    private WebSocket socket;

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
      closed.complete(code);
      webSocket.close(1000, null);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
      refused.complete(response == null ? 0 : response.code());
      closed.completeExceptionally(failure);
    }
  }
}
