package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.Failure;
import dev.parley.channel.Failure.Reason;
import dev.parley.channel.MessageSender;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Pace;
import dev.parley.channel.Reconciled;
import dev.parley.channel.SendResult;
import dev.parley.channel.http.Exchange;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.config.json.Json;
import dev.parley.config.net.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends messages through WhatsApp's Cloud API. Settings and credentials are listed at
/// [WhatsAppAccountRules]. Thread-safe; blocks its caller.
public final class WhatsAppSender implements MessageSender {
  private static final Logger LOG = LoggerFactory.getLogger(WhatsAppSender.class);
  private static final MediaType JSON = MediaType.get("application/json");

  private final WhatsAppSettings settings;
  private final OutgoingHttp http;
  private final Clock clock;
  private final OutboundParts parts;
  private final OutboundJson json;
  private final GraphErrors errors;
  private volatile Instant listeningSince;

  public WhatsAppSender(WhatsAppSettings settings, OutgoingHttp http, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
    this.parts = new OutboundParts(settings.limits());
    this.json = new OutboundJson(parts);
    this.errors = new GraphErrors(settings);
    this.listeningSince = clock.instant();
  }

  @Override
  public List<OutboundBody> parts(OutboundBody body) {
    return parts.of(body);
  }

  @Override
  public List<Pace> paces(ChannelAccount account, OutboundMessage message) {
    return settings.rates().of(account, message);
  }

  @Override
  public SendResult send(ChannelAccount account, OutboundMessage message) {
    Optional<MetaAccount> meta = MetaAccount.of(account);
    if (meta.isEmpty()) {
      return refused(Reason.UNAUTHORISED, "account_incomplete");
    }
    if (message.recipient().userId().isEmpty() && message.recipient().phone().isEmpty()) {
      return refused(Reason.BAD_RECIPIENT, "no_address");
    }
    if (!parts.fits(message.body())) {
      return refused(Reason.BAD_MESSAGE, "not_in_parts");
    }
    return result(http.exchange(post(meta.get(), json.of(message))));
  }

  @Override
  public void listening() {
    listeningSince = clock.instant();
  }

  /// Meta cannot be asked about a message; its receipts carry our id, and the first comes within
  /// seconds. Whoever calls this has seen none. What Meta could not bring while this server was
  /// down comes after its start.
  @Override
  public Reconciled reconcile(
      ChannelAccount account, OutboundMessage message, Instant firstTriedAt) {
    Instant since = firstTriedAt.isAfter(listeningSince) ? firstTriedAt : listeningSince;
    return clock.instant().isAfter(since.plus(settings.receiptWait()))
        ? new Reconciled.NotFound()
        : new Reconciled.Undecided();
  }

  @Override
  public boolean showsReading() {
    return true;
  }

  @Override
  public void readAndTyping(ChannelAccount account, String providerMessageId) {
    show(account, OutboundJson.readAndTyping(providerMessageId));
  }

  @Override
  public void read(ChannelAccount account, String providerMessageId) {
    show(account, OutboundJson.read(providerMessageId));
  }

  private void show(ChannelAccount account, ObjectNode body) {
    Optional<MetaAccount> meta = MetaAccount.of(account);
    if (meta.isPresent()
        && !(http.exchange(post(meta.get(), body)) instanceof Exchange.Answered answer
            && answer.success())) {
      LOG.debug("whatsapp_read_mark_failed: the contact sees it a little later");
    }
  }

  private Request post(MetaAccount account, ObjectNode body) {
    return new Request.Builder()
        .url(
            settings.apiUrl()
                + "/"
                + settings.version()
                + "/"
                + account.phoneNumberId()
                + "/messages")
        .header("Authorization", "Bearer " + account.accessToken().reveal())
        .post(RequestBody.create(Json.bytes(body), JSON))
        .build();
  }

  private SendResult result(Exchange exchange) {
    return switch (exchange) {
      case Exchange.NotSent(String reason) when reason.equals("address_forbidden") ->
          refused(Reason.NOT_PERMITTED, reason);
      case Exchange.NotSent(String reason) -> new SendResult.Retry(settings.retryAfter(), reason);
      case Exchange.Lost(String reason) -> new SendResult.Unknown(reason);
      case Exchange.Answered answer -> result(GraphAnswer.of(answer));
    };
  }

  private SendResult result(GraphAnswer graph) {
    int status = graph.answer().status();
    if (graph.answer().success()) {
      return graph
          .messageId()
          .<SendResult>map(SendResult.Sent::new)
          .orElseGet(() -> new SendResult.Unknown("answer_unreadable"));
    }
    if (graph.errorCode().isPresent()) {
      return coded(graph, graph.errorCode().getAsInt());
    }
    return switch (status) {
      case 429 -> new SendResult.Retry(wait(graph, settings.retryAfter()), "rate_limited");
      case 401 -> refused(Reason.UNAUTHORISED, "http_401");
      case 403 -> refused(Reason.NOT_PERMITTED, "http_403");
      default ->
          status >= 400 && status < 500 && status != 408
              ? refused(Reason.UNLISTED, "http_" + status)
              : new SendResult.Unknown(status < 400 ? "answer_unreadable" : "vendor_failed");
    };
  }

  private SendResult coded(GraphAnswer graph, int code) {
    Optional<Duration> later = errors.later(code);
    Failure failure = errors.failure(code);
    if (later.isPresent()) {
      return new SendResult.Retry(wait(graph, later.get()), "meta_" + code);
    }
    boolean unlisted = failure.reason() == Reason.UNLISTED;
    if (unlisted && (graph.isTransient() || graph.answer().status() == 429)) {
      return new SendResult.Retry(wait(graph, settings.retryAfter()), "meta_" + code);
    }
    if (unlisted && graph.answer().status() >= 500) {
      return new SendResult.Unknown("meta_" + code);
    }
    return new SendResult.Refused(failure);
  }

  private Duration wait(GraphAnswer graph, Duration otherwise) {
    Duration asked =
        graph
            .answer()
            .header("Retry-After")
            .flatMap(text -> RetryAfter.parse(text, clock.instant(), settings.retryAfterMax()))
            .or(graph::regain)
            .orElse(otherwise);
    return asked.compareTo(settings.retryAfterMax()) > 0 ? settings.retryAfterMax() : asked;
  }

  private static SendResult refused(Reason reason, String code) {
    return new SendResult.Refused(new Failure(reason, code));
  }
}
