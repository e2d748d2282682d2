package dev.parley.crm.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/// A vendor that keeps state, as far as leads meet it: what every simulator has in common. One
/// request is answered at a time, as if each were a transaction.
public abstract class Simulator extends Dispatcher implements AutoCloseable {
  protected static final ObjectMapper JSON = new ObjectMapper();

  /// One request as it came.
  public record Call(String method, HttpUrl url, Headers headers, String body) {
    public String path() {
      return url.encodedPath();
    }

    public JsonNode json() {
      try {
        return JSON.readTree(body.isEmpty() ? "{}" : body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return method + " " + path();
    }
  }

  private record Fault(
      String method, String path, int status, String body, Headers headers, boolean lost) {
    boolean meets(Call call) {
      return (method.equals("*") || method.equals(call.method())) && call.path().startsWith(path);
    }
  }

  /// What came, oldest first.
  public final List<Call> calls = new ArrayList<>();

  /// What a connector sent that the vendor's contract does not allow: a test asserts it is empty.
  public final List<String> violations = new ArrayList<>();

  private final Deque<Fault> faults = new ArrayDeque<>();
  private final MockWebServer server = new MockWebServer();
  private Duration latency = Duration.ZERO;
  private int writesUntilLoss;
  private int requestsUntilOdd;
  private MockResponse odd = new MockResponse.Builder().build();
  private boolean started;
  private boolean down;

  /// Starts it, the first time.
  public final synchronized HttpUrl url() {
    if (!started) {
      started = true;
      server.setDispatcher(this);
      server.setServerSocketFactory(new PromptServerSockets());
      try {
        server.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return server.url("/");
  }

  /// The next such request is answered so and not carried out.
  ///
  /// @param method `*` for any
  public synchronized void fault(String method, String path, int status, String body) {
    fault(method, path, status, body, Headers.EMPTY);
  }

  public synchronized void fault(
      String method, String path, int status, String body, Headers headers) {
    faults.add(new Fault(method, path, status, body, headers, false));
  }

  /// The next such request is carried out and its answer lost.
  public synchronized void loseAnswer(String method, String path) {
    faults.add(new Fault(method, path, 0, "", Headers.EMPTY, true));
  }

  /// The nth request from now that changes something is carried out and its answer lost.
  public synchronized void loseAnswerOfWrite(int nth) {
    writesUntilLoss = nth;
  }

  /// The nth request from now is answered so and not carried out.
  public synchronized void odd(int nth, MockResponse answer) {
    requestsUntilOdd = nth;
    odd = answer;
  }

  /// Whether an odd answer asked for is still to come; it is forgotten.
  public synchronized boolean forgetOdd() {
    boolean pending = requestsUntilOdd > 0;
    requestsUntilOdd = 0;
    return pending;
  }

  /// Whether a loss asked for is still to come.
  public synchronized boolean lossPending() {
    return writesUntilLoss > 0;
  }

  public synchronized void forgetLoss() {
    writesUntilLoss = 0;
  }

  /// From now on whoever asks is cut off, or told to come back later, in turn; or is served again.
  public synchronized void down(boolean now) {
    down = now;
  }

  /// Every answer takes so long.
  public synchronized void latency(Duration each) {
    latency = each;
  }

  public synchronized List<String> requests() {
    return calls.stream().map(Call::toString).toList();
  }

  @Override
  public final synchronized MockResponse dispatch(RecordedRequest request) {
    Call call =
        new Call(
            request.getMethod(),
            request.getUrl(),
            request.getHeaders(),
            request.getBody() == null ? "" : request.getBody().utf8());
    calls.add(call);
    if (down) {
      return calls.size() % 2 == 0
          ? new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build()
          : answer(503, "<html>Service unavailable</html>", Headers.EMPTY);
    }
    if (requestsUntilOdd > 0 && --requestsUntilOdd == 0) {
      return odd;
    }
    Optional<Fault> fault = Optional.ofNullable(faults.peek()).filter(next -> next.meets(call));
    fault.ifPresent(_ -> faults.poll());
    if (fault.isPresent() && !fault.get().lost()) {
      return delayed(answer(fault.get().status(), fault.get().body(), fault.get().headers()));
    }
    MockResponse answer = answered(call);
    boolean lost = fault.isPresent() || (writes(call) && writesUntilLoss > 0 && lossIsNow());
    return lost
        ? new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build()
        : delayed(answer);
  }

  private boolean lossIsNow() {
    writesUntilLoss--;
    return writesUntilLoss == 0;
  }

  private MockResponse delayed(MockResponse answer) {
    return latency.isZero()
        ? answer
        : answer.newBuilder().headersDelay(latency.toMillis(), TimeUnit.MILLISECONDS).build();
  }

  private MockResponse answered(Call call) {
    try {
      return answer(call);
    } catch (RuntimeException e) {
      violations.add(call + " broke the simulator: " + e);
      return answer(500, "{}", Headers.EMPTY);
    }
  }

  /// Carries the request out. Called by one thread at a time.
  protected abstract MockResponse answer(Call call);

  /// Whether a request changes a record; asking for a token does not.
  protected abstract boolean writes(Call call);

  protected static MockResponse answer(int status, JsonNode body) {
    return answer(status, body.toString(), Headers.EMPTY);
  }

  protected static MockResponse answer(int status, String body, Headers headers) {
    MockResponse.Builder builder = new MockResponse.Builder().code(status).headers(headers);
    return (body.isEmpty()
            ? builder
            : builder.addHeader("Content-Type", "application/json;charset=UTF-8").body(body))
        .build();
  }

  protected static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /// Notes a breach of the contract; returns whether there was one.
  protected boolean breach(boolean broken, Call call, String text) {
    if (broken) {
      violations.add(call + ": " + text);
    }
    return broken;
  }

  @Override
  public void close() {
    server.close();
  }
}
