package dev.parley.channel.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.InboundBatch;
import dev.parley.channel.MessagePort;
import dev.parley.channel.http.CappedBody;
import dev.parley.channel.http.MetaSignature;
import dev.parley.channel.http.Problem;
import dev.parley.config.binding.ChannelType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Meta's webhook: `GET /hooks/whatsapp` when it is registered, `POST` for everything after.
/// Nothing of a request is believed before its signature is right, and Meta is answered only after
/// the port has stored what it brought. Thread-safe.
public final class WhatsAppWebhook implements HttpService {
  static final String PATH = "/hooks/whatsapp";

  private static final Logger LOG = LoggerFactory.getLogger(WhatsAppWebhook.class);
  private static final HeaderName SIGNATURE = HeaderNames.create(MetaSignature.HEADER);
  private static final int CHALLENGE_CHARS_MAX = 200;

  private final WhatsAppSettings settings;
  private final ChannelAccounts accounts;
  private final MessagePort port;
  private final GraphErrors errors;
  private final Clock clock;

  public WhatsAppWebhook(
      WhatsAppSettings settings, ChannelAccounts accounts, MessagePort port, Clock clock) {
    this.settings = settings;
    this.accounts = accounts;
    this.port = port;
    this.errors = new GraphErrors(settings);
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::verify).post(PATH, this::receive);
  }

  private void verify(ServerRequest request, ServerResponse response) {
    String token = request.query().first("hub.verify_token").orElse("");
    String challenge = request.query().first("hub.challenge").orElse("");
    boolean asked = request.query().first("hub.mode").orElse("").equals("subscribe");
    if (!asked || challenge.length() > CHALLENGE_CHARS_MAX || !isKnown(token)) {
      LOG.warn("whatsapp_refused: wrong verify token");
      refuse(response, Status.FORBIDDEN_403, "verify_token_wrong", "The token is not right.");
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=UTF-8").send(challenge);
  }

  private boolean isKnown(String token) {
    boolean ours =
        settings
            .verifyToken()
            .filter(
                known ->
                    MessageDigest.isEqual(known.reveal().getBytes(UTF_8), token.getBytes(UTF_8)))
            .isPresent();
    return ours || (!token.isBlank() && accounts.knowsVerifyToken(ChannelType.WHATSAPP, token));
  }

  private void receive(ServerRequest request, ServerResponse response) {
    Optional<byte[]> body = CappedBody.read(request, settings.webhookBytesMax());
    if (body.isEmpty()) {
      LOG.warn("whatsapp_refused: a body over {} bytes", settings.webhookBytesMax());
      response.header(HeaderNames.CONNECTION, "close");
      refuse(response, Status.REQUEST_ENTITY_TOO_LARGE_413, "too_large", "The body is too large.");
      return;
    }
    String signature = request.headers().first(SIGNATURE).orElse("");
    Optional<ChannelAccount> served = FirstServed.in(body.get(), accounts);
    var proof = new Proof(settings, body.get(), signature);
    if (signature.isEmpty() || !served.map(proof::covers).orElse(true)) {
      LOG.warn("whatsapp_refused: wrong signature");
      refuse(response, Status.FORBIDDEN_403, "signature_wrong", "The signature is not right.");
      return;
    }
    if (served.isEmpty()) {
      // Nobody's secret can prove it, and nothing is done with it: without a 200 Meta would bring
      // it again for days.
      LOG.info("whatsapp_ignored: a webhook about no number served here");
      response.status(Status.OK_200).send();
      return;
    }
    if (isStored(read(body.get(), proof), response)) {
      response.status(Status.OK_200).send();
    }
  }

  private InboundBatch read(byte[] body, Proof proof) {
    var batch = new BatchBuilder();
    new Envelope(accounts, proof, errors, batch, clock.instant()).add(body);
    if (batch.unreadCount() > 0) {
      LOG.warn("whatsapp_unreadable: {} items of a webhook were left out", batch.unreadCount());
    }
    return batch.build();
  }

  private boolean isStored(InboundBatch batch, ServerResponse response) {
    if (batch.isEmpty()) {
      return true;
    }
    try {
      port.accept(batch);
      return true;
    } catch (RuntimeException e) {
      LOG.error("whatsapp_not_stored: {}; Meta is told to come again", e.getClass().getName());
      refuse(response, Status.SERVICE_UNAVAILABLE_503, "not_stored", "Not stored; send it again.");
      return false;
    }
  }

  private static void refuse(ServerResponse response, Status status, String code, String detail) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
        .send(Problem.json(status, code, detail));
  }
}
