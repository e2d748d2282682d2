package dev.parley.channel.sms;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.InboundBatch;
import dev.parley.channel.MessagePort;
import dev.parley.channel.http.CappedBody;
import dev.parley.channel.http.FormBody;
import dev.parley.channel.http.Problem;
import dev.parley.channel.http.TwilioSignature;
import dev.parley.channel.twilio.TwilioAccount;
import dev.parley.config.binding.ChannelType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Twilio's webhooks for messages: `POST /hooks/twilio/sms` and `/hooks/twilio/sms/status`. Nothing
/// of a request is believed before its signature is right, and Twilio is answered only after the
/// port has stored what it brought. Thread-safe.
public final class SmsWebhook implements HttpService {
  static final String INBOUND_PATH = "/hooks/twilio/sms";
  static final String STATUS_PATH = "/hooks/twilio/sms/status";

  private static final Logger LOG = LoggerFactory.getLogger(SmsWebhook.class);
  private static final HeaderName SIGNATURE = HeaderNames.create(TwilioSignature.HEADER);
  private static final String NO_REPLY = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

  private final SmsSettings settings;
  private final ChannelAccounts accounts;
  private final MessagePort port;
  private final Clock clock;

  public SmsWebhook(SmsSettings settings, ChannelAccounts accounts, MessagePort port, Clock clock) {
    this.settings = settings;
    this.accounts = accounts;
    this.port = port;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post(INBOUND_PATH, this::message).post(STATUS_PATH, this::status);
  }

  /// The answer is empty: a reply in it would be sent again with every repeated webhook, and would
  /// have to be ready within 15 seconds.
  private void message(ServerRequest request, ServerResponse response) {
    Optional<FormBody> form = form(request, response);
    if (form.isEmpty() || !isProved(request, response, form.get(), form.get().text("To", ""))) {
      return;
    }
    Optional<InboundBatch> batch = new InboundSms(settings, form.get(), clock.instant()).batch();
    if (batch.isEmpty()) {
      LOG.warn("sms_ignored: a message without an id, or from nobody who could be answered");
    }
    if (batch.isEmpty() || isStored(batch.get(), response)) {
      response.header(HeaderNames.CONTENT_TYPE, "text/xml; charset=UTF-8").send(NO_REPLY);
    }
  }

  private void status(ServerRequest request, ServerResponse response) {
    Optional<FormBody> form = form(request, response);
    if (form.isEmpty()) {
      return;
    }
    String address = request.query().first("from").orElse(form.get().text("From", ""));
    if (!isProved(request, response, form.get(), address)) {
      return;
    }
    Optional<UUID> id = request.query().first("id").asOptional().flatMap(SmsWebhook::uuid);
    var receipt = SmsReceipt.of(form.get(), address, id, clock.instant());
    if (form.get().text("MessageSid").isEmpty()) {
      LOG.warn("sms_ignored: a status of no message");
    }
    if (receipt.isEmpty() || isStored(InboundBatch.of(receipt.get()), response)) {
      response.status(Status.NO_CONTENT_204).send();
    }
  }

  private Optional<FormBody> form(ServerRequest request, ServerResponse response) {
    Optional<byte[]> body = CappedBody.read(request, settings.webhookBytesMax());
    if (body.isEmpty()) {
      response.header(HeaderNames.CONNECTION, "close");
      refuse(response, Status.REQUEST_ENTITY_TOO_LARGE_413, "too_large", "The body is too large.");
      return Optional.empty();
    }
    Optional<FormBody> form = FormBody.read(body.get(), settings.parametersMax());
    if (form.isEmpty()) {
      refuse(response, Status.BAD_REQUEST_400, "malformed", "The body is not a form.");
    }
    return form;
  }

  /// The address is the one in the settings and what came after it, as it came: a header could say
  /// anything.
  private boolean isProved(
      ServerRequest request, ServerResponse response, FormBody form, String address) {
    String query = request.prologue().query().rawValue();
    String url =
        settings.publicUrl()
            + request.prologue().uriPath().rawPath()
            + (query.isEmpty() ? "" : "?" + query);
    Optional<String> signature = request.headers().first(SIGNATURE);
    Optional<ChannelAccount> account = accounts.byAddress(ChannelType.SMS, address);
    boolean proved =
        signature.isPresent()
            && account
                .flatMap(TwilioAccount::of)
                .filter(a -> TwilioSignature.verify(url, form, signature.get(), a.authTokens()))
                .isPresent();
    if (!proved) {
      LOG.warn("sms_refused: {}", account.isEmpty() ? "no such channel" : "wrong signature");
      refuse(response, Status.FORBIDDEN_403, "signature_wrong", "The signature is not right.");
    }
    return proved;
  }

  private boolean isStored(InboundBatch batch, ServerResponse response) {
    try {
      port.accept(batch);
      return true;
    } catch (RuntimeException e) {
      LOG.error("sms_not_stored: {}; Twilio is told to come again", e.getClass().getName());
      refuse(response, Status.SERVICE_UNAVAILABLE_503, "not_stored", "Not stored; send it again.");
      return false;
    }
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOurs) {
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
