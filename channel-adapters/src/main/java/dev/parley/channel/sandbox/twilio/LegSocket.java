package dev.parley.channel.sandbox.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.json.Json;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A signed socket to the server under test; tells its end once. Thread-safe.
abstract class LegSocket extends WebSocketListener implements CallLeg {
  private static final int FRAME_CHARS_MAX = 32 << 10;

  protected final Listener listener;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Request upgrade;
  private volatile @Nullable WebSocket socket;
  private volatile String handoff = "";

  LegSocket(Rooms rooms, VoiceTwiml.Verb.Connect connect, Listener listener) {
    this.listener = listener;
    String url = connect.url().toString();
    this.upgrade =
        new Request.Builder()
            .url(url)
            .header(
                "X-Twilio-Signature",
                TwilioSignature.of(rooms.account.authToken(), url, java.util.Map.of()))
            .header("User-Agent", "Twilio.TmeWs/1.0")
            .build();
  }

  /// Opens the socket. Apart from the constructor, for it calls back on another thread.
  final LegSocket connect(OkHttpClient http) {
    socket = http.newWebSocket(upgrade, this);
    return this;
  }

  private WebSocket socket() {
    WebSocket now = socket;
    if (now == null) {
      throw new IllegalStateException("the leg was not connected");
    }
    return now;
  }

  /// The socket stands.
  abstract void opened();

  abstract void received(JsonNode message);

  /// The socket is gone.
  abstract void ended();

  final void send(String frame) {
    var unused = socket().send(frame);
  }

  final void handOff(String data) {
    handoff = data;
    var unused = socket().close(1000, null);
  }

  final boolean isOpen() {
    return !closed.get();
  }

  @Override
  public void stop() {
    if (!socket().close(1000, null)) {
      over(false);
    }
  }

  @Override
  public void drop() {
    socket().cancel();
  }

  @Override
  public final void onOpen(WebSocket webSocket, Response response) {
    socket = webSocket;
    opened();
  }

  @Override
  public final void onMessage(WebSocket webSocket, String text) {
    if (text.length() > FRAME_CHARS_MAX) {
      listener.broke(31924, "a frame is longer than 32 KiB");
    }
    JsonNode message;
    try {
      message = Json.stored(text);
    } catch (RuntimeException notAnObject) {
      listener.broke(64107, "a frame is no JSON object");
      return;
    }
    received(message);
  }

  @Override
  public final void onMessage(WebSocket webSocket, ByteString bytes) {
    listener.broke(31950, "binary frames are not read");
  }

  @Override
  public final void onClosing(WebSocket webSocket, int code, @Nullable String reason) {
    webSocket.close(1000, null);
    over(code != 1000 && code != 1001);
  }

  @Override
  public final void onClosed(WebSocket webSocket, int code, @Nullable String reason) {
    over(false);
  }

  @Override
  public final void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
    if (response != null && response.code() != 101) {
      listener.broke(31920, "the server answered " + response.code() + " to the upgrade");
    }
    over(true);
  }

  private void over(boolean failed) {
    if (closed.compareAndSet(false, true)) {
      ended();
      listener.closed(this, handoff, failed);
    }
  }
}
