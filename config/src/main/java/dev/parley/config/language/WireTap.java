package dev.parley.config.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.util.regex.Pattern;

/// Stands between the stream and LangChain4j and notices what the latter passes over: an error
/// event, a refusal, and a stream that ends before the answer does. Called on one thread.
final class WireTap implements ServerSentEventListener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FINISHED = Pattern.compile("\"finish_reason\"\\s*:\\s*\"");

  private final WireCall call;
  private final ServerSentEventListener next;
  private boolean finished;
  private boolean failed;

  WireTap(WireCall call, ServerSentEventListener next) {
    this.call = call;
    this.next = next;
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    next.onOpen(response);
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    String data = event.data();
    if (failed || data == null) {
      return;
    }
    if ("error".equals(event.event()) || data.contains("\"error\"")) {
      WireFailure.inStream(data).ifPresent(this::fail);
    }
    if (data.contains("\"refusal\"")) {
      noteRefusal(data);
    }
    finished =
        finished
            || data.strip().equals("[DONE]")
            || "message_stop".equals(event.event())
            || FINISHED.matcher(data).find();
    if (!failed) {
      forward(event, context);
    }
  }

  // Whatever LangChain4j makes of an event it cannot read must not reach a log: it quotes it.
  private void forward(ServerSentEvent event, ServerSentEventContext context) {
    try {
      next.onEvent(event, context);
    } catch (RuntimeException e) {
      fail(WireFailure.of(Outcome.BROKEN_STREAM));
    }
  }

  private void noteRefusal(String data) {
    try {
      JsonNode event = JSON.readTree(data);
      String words = event.path("choices").path(0).path("delta").path("refusal").asText("");
      String stopReason = event.path("delta").path("stop_reason").asText("");
      if (!words.isEmpty() || stopReason.equals("refusal")) {
        call.refused();
      }
    } catch (JsonProcessingException e) {
      fail(WireFailure.of(Outcome.BROKEN_STREAM));
    }
  }

  @Override
  public void onError(Throwable error) {
    boolean tooLarge = error instanceof CappedStream.TooLarge;
    fail(WireFailure.of(tooLarge ? Outcome.TOO_LARGE : Outcome.BROKEN_STREAM));
  }

  @Override
  public void onClose() {
    if (failed) {
      return;
    }
    if (!finished) {
      fail(WireFailure.of(Outcome.BROKEN_STREAM));
      return;
    }
    try {
      next.onClose();
    } catch (RuntimeException e) {
      fail(WireFailure.of(Outcome.BROKEN_STREAM));
    }
  }

  private void fail(WireFailure failure) {
    failed = true;
    call.failed(failure);
  }
}
