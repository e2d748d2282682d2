package dev.parley.channel.sandbox;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Where a simulated vendor is asked: answers as the fault plan wants it, else as it should.
/// Thread-safe.
public final class Counter {
  private final FaultPlan faults;
  private final BiFunction<Integer, Integer, Reply> error;
  private final Supplier<Map<String, String>> headers;

  /// @param error the vendor's error answer for an HTTP status and the vendor's code
  /// @param headers sent with every answer
  public Counter(
      FaultPlan faults,
      BiFunction<Integer, Integer, Reply> error,
      Supplier<Map<String, String>> headers) {
    this.faults = faults;
    this.error = error;
    this.headers = headers;
  }

  public void serve(Call call, ServerResponse response, Supplier<Reply> work) {
    Optional<Fault> fault = faults.take(call);
    if (fault.isEmpty()) {
      send(response, work.get());
      return;
    }
    switch (fault.get()) {
      case Fault.Answer(int status, int code) -> send(response, error.apply(status, code));
      case Fault.Drop() -> throw new CloseConnectionException("dropped before taking, by plan");
      case Fault.LoseAnswer() -> {
        var unheard = work.get();
        throw new CloseConnectionException("answer " + unheard.status() + " lost, by plan");
      }
      case Fault.Garble() -> send(response, halved(work.get()));
      case Fault.Delay(Duration by) -> {
        Courier.pause(by);
        send(response, work.get());
      }
    }
  }

  /// Answers without asking the plan.
  public void plainly(ServerResponse response, Reply reply) {
    send(response, reply);
  }

  private static Reply halved(Reply whole) {
    return new Reply(
        whole.status(),
        whole.mediaType(),
        whole.headers(),
        Arrays.copyOf(whole.body(), whole.body().length / 2));
  }

  private void send(ServerResponse response, Reply reply) {
    response.status(Status.create(reply.status()));
    headers.get().forEach((name, value) -> response.header(HeaderValues.create(name, value)));
    reply.headers().forEach((name, value) -> response.header(HeaderValues.create(name, value)));
    if (!reply.mediaType().isEmpty()) {
      response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, reply.mediaType()));
    }
    response.send(reply.body());
  }
}
