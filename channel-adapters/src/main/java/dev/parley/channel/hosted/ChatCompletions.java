package dev.parley.channel.hosted;

import dev.parley.channel.http.CappedBody;
import dev.parley.config.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /v1/chat/completions`, as hosted agents call a language model of one's own. Thread-safe.
/// Register it before anything that takes all of `/v1`.
public final class ChatCompletions implements HttpService {
  public static final String PATH = "/v1/chat/completions";

  private static final Logger LOG = LoggerFactory.getLogger(ChatCompletions.class);
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S{1,200}) *");
  private static final HeaderName CONVERSATION = HeaderNames.create("X-Conversation-Id");

  private final HostedSettings settings;
  private final HostedChannels channels;
  private final HostedTalk talk;
  private final Clock clock;

  public ChatCompletions(
      HostedSettings settings, HostedChannels channels, HostedTalk talk, Clock clock) {
    this.settings = settings;
    this.channels = channels;
    this.talk = talk;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post(PATH, this::complete);
  }

  private void complete(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    Optional<HostedChannel> channel = channel(request);
    if (channel.isEmpty()) {
      response.header("WWW-Authenticate", "Bearer realm=\"parley\"");
      refuse(response, 401, "invalid_api_key", "This is not the key of a hosted agent's channel.");
      return;
    }
    Optional<byte[]> body = CappedBody.read(request, settings.requestBytesMax());
    if (body.isEmpty()) {
      response.header(HeaderNames.CONNECTION, "close");
      refuse(response, 413, "too_large", "The request is too large.");
      return;
    }
    try {
      answer(
          response,
          channel.get(),
          CompletionRequest.read(
              body.get(), request.headers().first(CONVERSATION), settings.messagesMax()));
    } catch (CompletionRequest.BadRequest e) {
      refuse(response, 400, e.code(), String.valueOf(e.getMessage()));
    } catch (UncheckedIOException gone) {
      throw new CloseConnectionException("a hosted agent went away before its answer", gone);
    } catch (RuntimeException e) {
      refuse(response, 500, "internal_error", incident(e));
    }
  }

  private Optional<HostedChannel> channel(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.AUTHORIZATION)
        .map(BEARER::matcher)
        .filter(Matcher::matches)
        .flatMap(bearer -> channels.byKey(bearer.group(1)));
  }

  private void answer(ServerResponse response, HostedChannel channel, CompletionRequest request) {
    Completion completion = Completion.to(request, clock.instant());
    if (request.stream()) {
      stream(new CompletionStream(response, completion), response, channel, request);
      return;
    }
    switch (talk.next(channel, request.asked(), HostedTalk.Hearer.NONE)) {
      case HostedTalk.Said.Words(String text, boolean over) ->
          response
              .header(HeaderNames.CONTENT_TYPE, "application/json")
              .send(completion.whole(text, over && request.mayEndCall()));
      case HostedTalk.Said.Later(String code) -> later(response, code);
    }
  }

  private void stream(
      CompletionStream stream,
      ServerResponse response,
      HostedChannel channel,
      CompletionRequest request) {
    try {
      switch (talk.next(channel, request.asked(), stream)) {
        case HostedTalk.Said.Words(String text, boolean over) ->
            stream.end(text, over && request.mayEndCall());
        case HostedTalk.Said.Later(String code) when stream.begun() ->
            stream.broken(code, "The rest of the answer did not come; ask the same again.");
        case HostedTalk.Said.Later(String code) -> later(response, code);
      }
    } catch (UncheckedIOException gone) {
      throw gone;
    } catch (RuntimeException e) {
      if (!stream.begun()) {
        throw e;
      }
      stream.broken("internal_error", incident(e));
    }
  }

  private static void later(ServerResponse response, String code) {
    response.header("Retry-After", "1");
    refuse(response, 503, code, "There is no answer yet; ask the same again.");
  }

  private static String incident(RuntimeException e) {
    UUID incident = UUID.randomUUID();
    LOG.error("{} broke an answer for a hosted agent", incident, e);
    return "Look for " + incident + " in this server's log.";
  }

  private static void refuse(ServerResponse response, int status, String code, String message) {
    response
        .status(Status.create(status))
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .send(Json.bytes(Completion.error(status >= 500, code, message)));
  }
}
