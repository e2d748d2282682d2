package dev.parley.channel.sms;

import dev.parley.channel.Attachment;
import dev.parley.channel.CleanText;
import dev.parley.channel.ConsentSignal;
import dev.parley.channel.InboundBatch;
import dev.parley.channel.InboundMessage;
import dev.parley.channel.MessageContent;
import dev.parley.channel.Referral;
import dev.parley.channel.Sender;
import dev.parley.channel.http.FormBody;
import dev.parley.config.binding.ChannelType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Twilio's form of an inbound message in our words. Fields it does not know are left alone.
final class InboundSms {
  private static final String SOURCE = "twilio_opt_out";
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
  private static final Pattern SID = Pattern.compile("[A-Za-z0-9]{34}");
  private static final int TEXT_CHARS_MAX = 16_000;
  private static final int FIELD_CHARS_MAX = 2_000;

  private final SmsSettings settings;
  private final FormBody form;
  private final Instant now;

  InboundSms(SmsSettings settings, FormBody form, Instant now) {
    this.settings = settings;
    this.form = form;
    this.now = now;
  }

  /// @return empty when it is not a message: no id, or nobody who could be answered (short codes
  ///     and names are machines)
  Optional<InboundBatch> batch() {
    Optional<String> sid = form.text("MessageSid").filter(text -> SID.matcher(text).matches());
    Optional<String> from = form.text("From").filter(text -> E164.matcher(text).matches());
    if (sid.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    Sender sender = Sender.ofPhone(from.get());
    String optOut = form.text("OptOutType", "").toUpperCase(Locale.ROOT);
    var message =
        new InboundMessage(
            ChannelType.SMS,
            form.text("To", ""),
            sender,
            sid.get(),
            content(),
            form.text("OriginalRepliedMessageSid").filter(text -> SID.matcher(text).matches()),
            referral(),
            !optOut.isEmpty(),
            now);
    return Optional.of(
        new InboundBatch(List.of(message), List.of(), consents(sender, optOut), List.of()));
  }

  private List<ConsentSignal> consents(Sender sender, String optOut) {
    return switch (optOut) {
      case "STOP" -> List.of(consent(sender, ConsentSignal.Kind.STOP));
      case "START" -> List.of(consent(sender, ConsentSignal.Kind.START));
      default -> List.of();
    };
  }

  private ConsentSignal consent(Sender sender, ConsentSignal.Kind kind) {
    return new ConsentSignal(
        ChannelType.SMS,
        form.text("To", ""),
        sender,
        kind,
        ConsentSignal.Scope.EVERYTHING,
        SOURCE,
        now);
  }

  private MessageContent content() {
    String body = CleanText.of(form.text("Body", ""), TEXT_CHARS_MAX);
    List<Attachment> media = media();
    if (!media.isEmpty()) {
      return new MessageContent.Attachments(body, media);
    }
    Optional<String> button = form.text("ButtonPayload");
    if (button.isPresent()) {
      return new MessageContent.Choice(
          CleanText.of(button.get(), FIELD_CHARS_MAX),
          CleanText.of(form.text("ButtonText", body), FIELD_CHARS_MAX));
    }
    Optional<Double> latitude = degrees("Latitude", 90);
    Optional<Double> longitude = degrees("Longitude", 180);
    if (body.isBlank() && latitude.isPresent() && longitude.isPresent()) {
      return new MessageContent.Location(
          latitude.get(), longitude.get(), field("Label"), field("Address"));
    }
    return new MessageContent.Text(body);
  }

  private List<Attachment> media() {
    var media = new ArrayList<Attachment>();
    for (int i = 0; i < settings.mediaPerMessageMax(); i++) {
      Optional<String> url = field("MediaUrl" + i);
      if (url.isEmpty()) {
        break;
      }
      String type = field("MediaContentType" + i).orElse("application/octet-stream");
      media.add(
          new Attachment(
              kind(type),
              type,
              url.get(),
              Optional.empty(),
              OptionalLong.empty(),
              Optional.empty()));
    }
    return media;
  }

  private static Attachment.Kind kind(String mediaType) {
    return switch (mediaType.split("/", 2)[0].toLowerCase(Locale.ROOT)) {
      case "image" -> Attachment.Kind.IMAGE;
      case "audio" -> Attachment.Kind.AUDIO;
      case "video" -> Attachment.Kind.VIDEO;
      default -> Attachment.Kind.DOCUMENT;
    };
  }

  private Optional<Referral> referral() {
    return field("ReferralSourceType")
        .map(
            type ->
                new Referral(
                    type,
                    field("ReferralSourceId"),
                    field("ReferralSourceUrl"),
                    field("ReferralHeadline"),
                    field("ReferralBody"),
                    field("ReferralCtwaClid")));
  }

  private Optional<Double> degrees(String name, int max) {
    try {
      return form.text(name).map(Double::valueOf).filter(value -> Math.abs(value) <= max);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private Optional<String> field(String name) {
    return form.text(name).flatMap(text -> CleanText.some(text, FIELD_CHARS_MAX));
  }
}
