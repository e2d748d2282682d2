package dev.parley.channel.sandbox.elevenlabs;

import dev.parley.channel.http.SocketEndpoint;
import dev.parley.channel.http.SocketLimits;
import dev.parley.channel.http.SocketListener;
import dev.parley.channel.http.SocketRequest;
import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.http.Sockets;
import dev.parley.channel.sandbox.Loopback;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// ElevenLabs' speech, simulated: realtime recognition, multi-context synthesis, synthesis over
/// HTTP. It hears and speaks [ToySpeech]. Mount it on a server (its routing, and its sockets by
/// [#install]), or let it start on a port of its own. State is in memory and bounded. Thread-safe.
public final class ElevenLabsSandbox implements HttpService, AutoCloseable {
  private static final SocketLimits LIMITS =
      new SocketLimits(
          new SocketLimits.Frames(1 << 20, 1 << 20, 2_000, 2_000),
          new SocketLimits.Queue(10_000, 64 << 20),
          new SocketLimits.Times(
              Duration.ofSeconds(30),
              Duration.ofSeconds(90),
              Duration.ofSeconds(15),
              Duration.ofSeconds(5)));

  private final Bench bench;
  private final HttpSpeech http;
  private final SpeechFaults hearing = new SpeechFaults();
  private final SpeechFaults speaking = new SpeechFaults();
  private @Nullable Loopback loopback;
  private @Nullable Sockets sockets;

  /// @param seed of every chance: which spelling a key has
  public ElevenLabsSandbox(long seed, SpeechPace pace) {
    bench = new Bench("sk_" + UUID.randomUUID().toString().replace("-", ""), seed, pace);
    http = new HttpSpeech(bench);
  }

  /// On a port of its own, until closed.
  public static ElevenLabsSandbox start(long seed, SpeechPace pace) {
    return new ElevenLabsSandbox(seed, pace).onLoopback();
  }

  public ElevenLabsSandbox onLoopback() {
    Sockets opened = new Sockets(new Sockets.Limits(10_000, 10_000, 0));
    SocketUpgrader upgrader = new SocketUpgrader(opened);
    install(upgrader);
    sockets = opened;
    loopback = new Loopback(this, upgrader);
    return this;
  }

  /// Adds the two sockets, before the server starts.
  public void install(SocketUpgrader upgrader) {
    upgrader
        .route("/v1/speech-to-text/realtime", endpoint(hearing, this::ear))
        .route("/v1/text-to-speech/{voice}/multi-stream-input", endpoint(speaking, this::mouth));
  }

  @Override
  public void routing(HttpRules rules) {
    http.routing(rules);
  }

  /// What stands for `https://api.elevenlabs.io`.
  public URI url() {
    Loopback started = loopback;
    if (started == null) {
      throw new IllegalStateException("it is served by somebody else");
    }
    return started.url();
  }

  /// The one key it takes.
  public String key() {
    return bench.key;
  }

  /// Sees what it hears and says from now on.
  public ElevenLabsSandbox watched(SpeechWatch by) {
    bench.watch(by);
    return this;
  }

  public void pace(SpeechPace pace) {
    bench.pace(pace);
  }

  /// What goes wrong on sockets that hear.
  public SpeechFaults hearing() {
    return hearing;
  }

  /// What goes wrong on sockets that speak.
  public SpeechFaults speaking() {
    return speaking;
  }

  /// The next call over HTTP is answered with this status.
  public void nextHttp(int status) {
    http.next(status);
  }

  /// Calls over HTTP so far.
  public int httpCalls() {
    return http.calls();
  }

  /// Everything that was made speech, in its order.
  public List<SpokenSentence> said() {
    return bench.said();
  }

  /// What clients did against the vendor's rules or advice.
  public List<String> complaints() {
    return bench.complaints();
  }

  /// Sockets that are open now.
  public int openSockets() {
    return bench.open();
  }

  @Override
  public void close() {
    bench.close();
    if (loopback != null) {
      loopback.close();
    }
    if (sockets != null) {
      sockets.close();
    }
  }

  private record Asked(SocketRequest request, Optional<SpeechFaults.Planned> planned) {}

  private SocketListener ear(Asked asked) {
    return new EarSocket(bench, asked.planned(), EarQuery.read(asked.request().query()));
  }

  private SocketListener mouth(Asked asked) {
    String voice = asked.request().parameters().get("voice");
    return new MouthSocket(bench, asked.planned(), voice, MouthQuery.read(asked.request().query()));
  }

  private SocketEndpoint endpoint(SpeechFaults faults, Function<Asked, SocketListener> listener) {
    return new SocketEndpoint() {
      @Override
      public SocketLimits limits() {
        return LIMITS;
      }

      @Override
      public Admission admit(SocketRequest request) {
        String key = request.header(HeaderNames.create("xi-api-key")).orElse("");
        if (!key.equals(bench.key)) {
          return new Admission.Refuse(401, "invalid_api_key", "Simulated: no such key.");
        }
        Optional<SpeechFaults.Planned> planned = faults.take();
        if (planned.isPresent()
            && planned.get().fault() instanceof SpeechFault.Refuse(int status)) {
          return new Admission.Refuse(status, "simulated", "Simulated: refused.");
        }
        return new Admission.Accept(listener.apply(new Asked(request, planned)));
      }
    };
  }
}
