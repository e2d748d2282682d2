package dev.parley.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.Failure;
import dev.parley.channel.Failure.Reason;
import dev.parley.channel.MessageSender;
import dev.parley.channel.OptionsInWords;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Pace;
import dev.parley.channel.Reconciled;
import dev.parley.channel.SendResult;
import dev.parley.channel.http.Exchange;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.twilio.TwilioAccount;
import dev.parley.channel.twilio.TwilioErrors;
import dev.parley.channel.twilio.TwilioTransport;
import dev.parley.config.net.RetryAfter;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends text messages through Twilio. Settings and credentials are listed at [SmsAccountRules].
/// Thread-safe; blocks its caller.
public final class TwilioSender implements MessageSender {
  private final SmsSettings settings;
  private final SmsText texts;
  private final OutgoingHttp http;
  private final Clock clock;

  public TwilioSender(SmsSettings settings, OutgoingHttp http, Clock clock) {
    this.settings = settings;
    this.texts = new SmsText(settings);
    this.http = http;
    this.clock = clock;
  }

  @Override
  public List<OutboundBody> parts(OutboundBody body) {
    return switch (body) {
      case OutboundBody.Text(String text) -> inWords(text);
      case OutboundBody.Choices choices -> inWords(OptionsInWords.of(choices));
      case OutboundBody.Template template -> List.of(template);
      case OutboundBody.Media media when texts.fits(media.caption()) -> List.of(media);
      case OutboundBody.Media media -> {
        var parts = new ArrayList<OutboundBody>();
        parts.add(
            new OutboundBody.Media(
                media.kind(), media.link(), media.mediaType(), "", media.fileName()));
        parts.addAll(inWords(media.caption()));
        yield List.copyOf(parts);
      }
    };
  }

  private List<OutboundBody> inWords(String text) {
    return texts.messages(text).stream().<OutboundBody>map(OutboundBody.Text::new).toList();
  }

  @Override
  public List<Pace> paces(ChannelAccount account, OutboundMessage message) {
    return SmsPace.of(settings, account, message);
  }

  @Override
  public SendResult send(ChannelAccount account, OutboundMessage message) {
    Optional<TwilioAccount> twilio = TwilioAccount.of(account);
    Optional<String> phone = message.recipient().phone();
    if (twilio.isEmpty()) {
      return refused(Reason.UNAUTHORISED, "account_incomplete");
    }
    if (phone.isEmpty()) {
      return refused(Reason.BAD_RECIPIENT, "no_phone_number");
    }
    return switch (message.body()) {
      case OutboundBody.Text(String text) when texts.fits(text) ->
          create(twilio.get(), message, phone.get(), text, Optional.empty());
      case OutboundBody.Media media when media.caption().isEmpty() || texts.fits(media.caption()) ->
          create(twilio.get(), message, phone.get(), media.caption(), Optional.of(media.link()));
      case OutboundBody.Text _, OutboundBody.Media _, OutboundBody.Choices _ ->
          refused(Reason.BAD_MESSAGE, "not_in_parts");
      case OutboundBody.Template _ -> refused(Reason.BAD_MESSAGE, "no_templates");
    };
  }

  @Override
  public Reconciled reconcile(
      ChannelAccount account, OutboundMessage message, Instant firstTriedAt) {
    Optional<TwilioAccount> twilio = TwilioAccount.of(account);
    if (twilio.isEmpty()) {
      return new Reconciled.Undecided();
    }
    return new TwilioSearch(settings, message, firstTriedAt)
        .run(twilio.get().client(new TwilioTransport(http, settings.apiUrl())), clock.instant());
  }

  private SendResult create(
      TwilioAccount account,
      OutboundMessage message,
      String phone,
      String text,
      Optional<URI> media) {
    var transport = new TwilioTransport(http, settings.apiUrl());
    try {
      Message created =
          creator(account, message, phone, text, media).create(account.client(transport));
      return created == null || created.getSid() == null
          ? new SendResult.Unknown("answer_unreadable")
          : new SendResult.Sent(created.getSid());
    } catch (TwilioTransport.NoAnswerException | TwilioException e) {
      int code =
          e instanceof ApiException answer && answer.getCode() != null ? answer.getCode() : 0;
      return result(transport.exchange(), code);
    }
  }

  private MessageCreator creator(
      TwilioAccount account,
      OutboundMessage message,
      String phone,
      String text,
      Optional<URI> media) {
    var to = new PhoneNumber(phone);
    var creator =
        account.messagingServiceSid().isPresent()
            ? new MessageCreator(to, account.messagingServiceSid().get(), text)
            : new MessageCreator(to, new PhoneNumber(account.address()), text);
    media.ifPresent(link -> creator.setMediaUrl(List.of(link)));
    return creator
        .setValidityPeriod((int) settings.validity().toSeconds())
        .setStatusCallback(statusCallback(account, message));
  }

  /// Names the message, so that its receipt settles a sending whose answer was lost.
  private URI statusCallback(TwilioAccount account, OutboundMessage message) {
    return URI.create(
        settings.publicUrl()
            + SmsWebhook.STATUS_PATH
            + "?from="
            + URLEncoder.encode(account.address(), UTF_8)
            + "&id="
            + message.id());
  }

  private SendResult result(Exchange exchange, int code) {
    return switch (exchange) {
      case Exchange.NotSent(String reason) when reason.equals("address_forbidden") ->
          refused(Reason.NOT_PERMITTED, reason);
      case Exchange.NotSent(String reason) -> new SendResult.Retry(settings.retryAfter(), reason);
      case Exchange.Lost(String reason) -> new SendResult.Unknown(reason);
      case Exchange.Answered answer -> result(answer, code);
    };
  }

  private SendResult result(Exchange.Answered answer, int code) {
    int status = answer.status();
    if (status == 429 || TwilioErrors.isLater(code)) {
      return new SendResult.Retry(wait(answer), "rate_limited");
    }
    if (status < 400 || status >= 500 || status == 408) {
      return new SendResult.Unknown(status < 400 ? "answer_unreadable" : "vendor_failed");
    }
    if (code != 0) {
      return new SendResult.Refused(TwilioErrors.failure(code));
    }
    Reason reason =
        switch (status) {
          case 401, 403, 404 -> Reason.UNAUTHORISED;
          default -> Reason.UNLISTED;
        };
    return refused(reason, "http_" + status);
  }

  private Duration wait(Exchange.Answered answer) {
    return answer
        .header("Retry-After")
        .flatMap(text -> RetryAfter.parse(text, clock.instant(), settings.retryAfterMax()))
        .orElse(settings.retryAfter());
  }

  private static SendResult refused(Reason reason, String code) {
    return new SendResult.Refused(new Failure(reason, code));
  }
}
