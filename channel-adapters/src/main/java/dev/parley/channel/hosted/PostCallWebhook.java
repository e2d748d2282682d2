package dev.parley.channel.hosted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.http.CappedBody;
import dev.parley.channel.http.ElevenLabsSignature;
import dev.parley.channel.http.Problem;
import dev.parley.config.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// ElevenLabs' word of a call that is over. Each comes once: it is answered only after it has been
/// written down. Thread-safe.
public final class PostCallWebhook implements HttpService {
  public static final String PATH = "/hooks/elevenlabs/post-call";

  private static final Logger LOG = LoggerFactory.getLogger(PostCallWebhook.class);

  private final HostedSettings settings;
  private final HostedChannels channels;
  private final HostedTalk talk;
  private final Clock clock;

  public PostCallWebhook(
      HostedSettings settings, HostedChannels channels, HostedTalk talk, Clock clock) {
    this.settings = settings;
    this.channels = channels;
    this.talk = talk;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post(PATH, this::receive);
  }

  private void receive(ServerRequest request, ServerResponse response) {
    Optional<byte[]> body = CappedBody.read(request, settings.webhookBytesMax());
    if (body.isEmpty()) {
      LOG.warn("elevenlabs_refused: a body over {} bytes", settings.webhookBytesMax());
      response.header(HeaderNames.CONNECTION, "close");
      refuse(response, Status.REQUEST_ENTITY_TOO_LARGE_413, "too_large", "The body is too large.");
      return;
    }
    Optional<JsonNode> event = read(body.get());
    Optional<HostedChannel> channel =
        event.map(PostCall::agentId).filter(id -> !id.isEmpty()).flatMap(channels::byAgent);
    String signature =
        request.headers().first(HeaderNames.create(ElevenLabsSignature.HEADER)).orElse("");
    boolean proved =
        channel.isPresent()
            && ElevenLabsSignature.verify(
                body.get(),
                signature,
                channel.get().webhookSecrets(),
                clock.instant(),
                settings.tolerance());
    if (!proved) {
      LOG.warn("elevenlabs_refused: wrong signature, or of no agent served here");
      refuse(response, Status.FORBIDDEN_403, "signature_wrong", "The signature is not right.");
      return;
    }
    try {
      PostCall.read(event.orElseThrow(), clock.instant())
          .ifPresentOrElse(
              call -> talk.ended(channel.get(), call),
              () -> LOG.info("elevenlabs_ignored: a webhook that tells of no call's end"));
      response.status(Status.OK_200).send();
    } catch (RuntimeException e) {
      LOG.error("elevenlabs_not_stored: {}; the vendor may not come again", e.getClass().getName());
      refuse(response, Status.SERVICE_UNAVAILABLE_503, "not_stored", "Not stored; send it again.");
    }
  }

  private static Optional<JsonNode> read(byte[] body) {
    try {
      return Optional.of(Json.parse(body));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static void refuse(ServerResponse response, Status status, String code, String detail) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
        .send(Problem.json(status, code, detail));
  }
}
