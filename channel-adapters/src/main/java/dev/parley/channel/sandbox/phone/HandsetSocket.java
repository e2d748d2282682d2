package dev.parley.channel.sandbox.phone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.http.CloseCode;
import dev.parley.channel.http.SocketEnd;
import dev.parley.channel.http.SocketListener;
import dev.parley.channel.http.SocketPeer;
import dev.parley.channel.sandbox.twilio.Handset;
import dev.parley.channel.sandbox.twilio.PhoneCall;
import dev.parley.channel.sandbox.twilio.Telephone;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.Status;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A call whose other end is a browser. Opening it dials, closing it hangs up. Frames come from the
/// socket's own thread, what befalls the call from the simulator's.
final class HandsetSocket implements SocketListener, Handset {
  private static final Set<String> LAST = Set.of("completed", "busy", "failed", "no-answer");
  private static final int TEXT_CHARS_MAX = 1_000;
  private static final int SOUND_BYTES_MAX = 1_600;
  private static final String KEYS = "0123456789*#";

  private final Telephone telephone;
  private final SandboxLines lines;
  private final Semaphore free;
  private final UriQuery query;
  private volatile @Nullable SocketPeer peer;
  private @Nullable PhoneCall call;

  /// @param free how many calls may be begun yet
  /// @param query who calls whom
  HandsetSocket(Telephone telephone, SandboxLines lines, Semaphore free, UriQuery query) {
    this.telephone = telephone;
    this.lines = lines;
    this.free = free;
    this.query = query;
  }

  @Override
  public void opened(SocketPeer opened) {
    peer = opened;
    try {
      call = dial();
    } catch (PhoneFailure failure) {
      tell(frame("failed").put("code", failure.code()).put("detail", failure.detail()));
      opened.close(CloseCode.POLICY, failure.code());
    }
  }

  private PhoneCall dial() {
    PhoneRequest asked = PhoneRequest.of(query, lines.lines());
    if (asked.line().channel() != ChannelType.VOICE) {
      throw PhoneFailure.bad("not_called", "This number takes texts, not calls.");
    }
    if (!free.tryAcquire()) {
      throw busy();
    }
    try {
      return telephone.call(asked.contact(), asked.line().number(), this);
    } catch (IllegalArgumentException | IllegalStateException refused) {
      free.release();
      throw busy();
    }
  }

  private static PhoneFailure busy() {
    return new PhoneFailure(
        Status.SERVICE_UNAVAILABLE_503,
        "network_busy",
        "The simulated network takes no more calls. Hang up another one and call again.");
  }

  @Override
  public void text(String message) {
    PhoneCall mine = call;
    if (mine == null) {
      return;
    }
    try {
      if (Json.parse(message.getBytes(java.nio.charset.StandardCharsets.UTF_8))
          instanceof ObjectNode frame) {
        does(mine, frame);
      }
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      tell(
          frame("failed")
              .put("code", "bad_frame")
              .put("detail", "The page sent what is no frame."));
    }
  }

  private void does(PhoneCall mine, ObjectNode frame) {
    switch (frame.path("type").asText()) {
      case "say" -> says(mine, frame.path("text").asText().strip());
      case "spoken" -> mine.spoken(frame.path("until").asLong());
      case "interrupt" -> mine.interrupt();
      case "press" -> presses(mine, frame.path("key").asText());
      case "media" -> records(mine, frame.path("payload"));
      case "hang_up" -> mine.hangUp();
      default -> throw new IllegalArgumentException("no such frame");
    }
  }

  private static void says(PhoneCall mine, String text) {
    if (!text.isEmpty() && mine.isConnected()) {
      mine.say(text.substring(0, Math.min(text.length(), TEXT_CHARS_MAX)));
    }
  }

  private static void presses(PhoneCall mine, String key) {
    if (key.length() == 1 && KEYS.contains(key) && mine.isConnected()) {
      mine.press(key.charAt(0));
    }
  }

  private static void records(PhoneCall mine, JsonNode payload) {
    byte[] sound = Base64.getDecoder().decode(payload.asText());
    if (sound.length > 0 && sound.length <= SOUND_BYTES_MAX) {
      mine.records(sound);
    }
  }

  @Override
  public void ended(SocketEnd end) {
    PhoneCall mine = call;
    if (mine != null) {
      mine.hangUp();
      free.release();
    }
  }

  @Override
  public void status(String status) {
    tell(frame("status").put("status", status));
    SocketPeer to = peer;
    if (to != null && LAST.contains(status)) {
      to.close(CloseCode.NORMAL, status);
    }
  }

  @Override
  public void connected(boolean words, String language) {
    tell(frame("connected").put("by", words ? "words" : "sound").put("language", language));
  }

  @Override
  public void says(String text, String language, long from) {
    tell(frame("say").put("text", text).put("language", language).put("from", from));
  }

  @Override
  public void announces(String text, String language) {
    tell(frame("announce").put("text", text).put("language", language));
  }

  @Override
  public void listens(String language) {
    tell(frame("listen").put("language", language));
  }

  @Override
  public void hushes(long at) {
    tell(frame("hush").put("at", at));
  }

  @Override
  public void sounds(byte[] sound) {
    tell(frame("media").put("payload", Base64.getEncoder().encodeToString(sound)));
  }

  @Override
  public void caption(long reply, String text, String language) {
    tell(frame("caption").put("reply", reply).put("text", text).put("language", language));
  }

  @Override
  public void captionCut(long reply, String heard) {
    tell(frame("caption_cut").put("reply", reply).put("heard", heard));
  }

  @Override
  public void understood(String text, String language, boolean settled) {
    tell(frame("understood").put("text", text).put("language", language).put("settled", settled));
  }

  private static ObjectNode frame(String type) {
    return Json.object().put("type", type);
  }

  private void tell(ObjectNode frame) {
    SocketPeer to = peer;
    if (to != null) {
      var unused = to.send(frame.toString());
    }
  }
}
