package dev.parley.channel.sandbox.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.elevenlabs.ToySpeech;
import dev.parley.config.json.Json;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// A Media Stream: a frame each 20 ms both ways, marks by the playhead. People's words, and what is
/// played to them, are toy speech. Thread-safe.
final class StreamLeg extends LegSocket {
  private static final int FRAME_BYTES = 160;
  private static final int RECORDED_BYTES_MAX = 20 * FRAME_BYTES;
  private static final String SILENCE = Base64.getEncoder().encodeToString(silence());

  private final String streamSid = TwilioAccount.sid("MZ");
  private final String accountSid;
  private final String callSid;
  private final VoiceTwiml.Verb.Connect connect;
  private final TelephoneOptions options;
  private final Optional<Handset> handset;
  private final PlayBuffer toContact = new PlayBuffer();
  private final PlayBuffer fromContact = new PlayBuffer();
  private final ToySpeech.Ear ear = new ToySpeech.Ear();
  private final SplittableRandom random = new SplittableRandom(1);
  private final LineClock clock;
  private final LineWatch watch;
  private Runnable forget = () -> {};
  private boolean saying;
  private int sequence;
  private int chunk;

  StreamLeg(
      Rooms rooms,
      PhoneCall call,
      VoiceTwiml.Verb.Connect connect,
      Telephone network,
      Listener listener) {
    super(rooms, connect, listener);
    this.accountSid = rooms.account.accountSid();
    this.callSid = call.sid();
    this.handset = call.handset();
    this.connect = connect;
    this.options = network.options();
    this.clock = network.clock();
    this.watch = network.watch();
  }

  @Override
  void opened() {
    send("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
    ObjectNode start = Json.object();
    start.put("accountSid", accountSid).put("streamSid", streamSid).put("callSid", callSid);
    start.putArray("tracks").add("inbound");
    start
        .putObject("mediaFormat")
        .put("encoding", "audio/x-mulaw")
        .put("sampleRate", 8000)
        .put("channels", 1);
    ObjectNode parameters = start.putObject("customParameters");
    connect.parameters().forEach(parameters::put);
    event("start", start);
    if (options.speed() == 1 && options.jitter().isZero()) {
      forget = clock.add(this::tickWhileOpen);
    } else {
      Thread.ofVirtual().name("telephone-stream").start(this::run);
    }
  }

  /// Keeps to the clock: a frame that was late does not make the next one late.
  private void run() {
    long frame = (long) (LineClock.TICK_NANOS / options.speed());
    long jitter = options.jitter().toNanos();
    long due = System.nanoTime();
    while (isOpen()) {
      due += frame;
      long late = jitter == 0 ? 0 : random.nextLong(jitter);
      long left = due + late - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
      tick();
    }
  }

  private void tickWhileOpen() {
    if (isOpen()) {
      tick();
    } else {
      forget.run();
    }
  }

  private void tick() {
    byte[] said = fromContact.isEmpty() ? new byte[0] : fromContact.play(FRAME_BYTES).sound();
    watch.sent(callSid, chunk + 1, said.length > 0 && !saying, System.nanoTime());
    saying = said.length > 0;
    sendMedia(saying ? frame(said) : SILENCE);
    if (toContact.isEmpty()) {
      return;
    }
    PlayBuffer.Played played = toContact.play(FRAME_BYTES);
    handset.ifPresentOrElse(mine -> hand(mine, played.sound()), () -> listen(played.sound()));
    echo(played.marks());
    if (toContact.isEmpty()) {
      watch.quiet(callSid, System.nanoTime());
    }
  }

  private static void hand(Handset handset, byte[] sound) {
    if (sound.length > 0) {
      handset.sounds(sound);
    }
  }

  private void listen(byte[] sound) {
    ear.hear(sound);
    String words = ear.take();
    if (!words.isEmpty()) {
      listener.heard(words);
    }
  }

  private static String frame(byte[] said) {
    byte[] sound = Arrays.copyOf(said, FRAME_BYTES);
    Arrays.fill(sound, said.length, FRAME_BYTES, (byte) 0xFF);
    return Base64.getEncoder().encodeToString(sound);
  }

  /// Written by hand: there are fifty a second of each call.
  private synchronized void sendMedia(String base64) {
    chunk++;
    send(
        "{\"event\":\"media\",\"sequenceNumber\":\""
            + ++sequence
            + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\""
            + chunk
            + "\",\"timestamp\":\""
            + (chunk - 1) * 20
            + "\",\"payload\":\""
            + base64
            + "\"},\"streamSid\":\""
            + streamSid
            + "\"}");
  }

  private static byte[] silence() {
    byte[] silence = new byte[FRAME_BYTES];
    Arrays.fill(silence, (byte) 0xFF);
    return silence;
  }

  private void echo(List<String> marks) {
    marks.forEach(name -> event("mark", Json.object().put("name", name)));
  }

  private synchronized void event(String name, ObjectNode content) {
    ObjectNode frame = Json.object();
    frame
        .put("event", name)
        .put("sequenceNumber", Integer.toString(++sequence))
        .put("streamSid", streamSid);
    frame.set(name, content);
    send(frame.toString());
  }

  @Override
  void received(JsonNode message) {
    if (!message.path("streamSid").asText().equals(streamSid)) {
      listener.broke(31951, "a frame names another stream");
      return;
    }
    switch (message.path("event").asText()) {
      case "media" -> {
        try {
          byte[] sound = Base64.getDecoder().decode(message.path("media").path("payload").asText());
          watch.sound(callSid, sound, System.nanoTime());
          toContact.add(sound);
        } catch (IllegalArgumentException notBase64) {
          listener.broke(31951, "a payload is no base64");
        }
      }
      case "mark" -> {
        String name = message.path("mark").path("name").asText();
        if (name.isEmpty()) {
          listener.broke(31951, "a mark has no name");
        } else if (toContact.mark(name)) {
          echo(List.of(name));
        }
      }
      case "clear" -> {
        watch.cleared(callSid, System.nanoTime());
        echo(toContact.clear());
        watch.quiet(callSid, System.nanoTime());
      }
      default -> listener.broke(31951, "no such event");
    }
  }

  @Override
  void ended() {
    var unused = toContact.clear();
  }

  @Override
  public void say(String text) {
    sound(ToySpeech.say(text));
  }

  @Override
  public void sound(byte[] sound) {
    fromContact.add(sound);
  }

  @Override
  public void spoken(long until) {}

  /// The server hears for itself who speaks.
  @Override
  public void interrupt() {}

  @Override
  public void records(byte[] sound) {
    if (fromContact.bytes() < RECORDED_BYTES_MAX) {
      fromContact.add(sound);
    }
  }

  @Override
  public void press(char digit) {
    event("dtmf", Json.object().put("track", "inbound_track").put("digit", String.valueOf(digit)));
  }

  @Override
  public void stop() {
    event("stop", Json.object().put("accountSid", accountSid).put("callSid", callSid));
    super.stop();
  }
}
