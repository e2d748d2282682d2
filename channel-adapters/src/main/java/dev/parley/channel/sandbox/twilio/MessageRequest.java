package dev.parley.channel.sandbox.twilio;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A message as a client asks for it, every field checked.
///
/// @param sendAt empty: now
record MessageRequest(
    String to,
    Optional<String> from,
    Optional<String> serviceSid,
    String body,
    List<URI> media,
    Optional<URI> statusCallback,
    Optional<Instant> sendAt) {
  private static final int BODY_CHARS_MAX = 1_600;
  private static final int MEDIA_MAX = 10;
  private static final Duration AHEAD_MIN = Duration.ofMinutes(15);
  private static final Duration AHEAD_MAX = Duration.ofDays(35);

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{3,8}");
  private static final Pattern ALPHANUMERIC =
      Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9 _+&-]{1,11}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]+");
  private static final Set<String> BOOLEANS = Set.of("true", "false");

  /// Fields whose value is checked by a pattern alone.
  private static final Map<String, Pattern> PATTERNS =
      Map.ofEntries(
          Map.entry("ApplicationSid", Pattern.compile("AP[0-9a-fA-F]{32}")),
          Map.entry("MaxPrice", Pattern.compile("[0-9]+(\\.[0-9]+)?")),
          Map.entry("Attempt", Pattern.compile("[0-9]{1,9}")),
          Map.entry("ContentRetention", Pattern.compile("retain|discard")),
          Map.entry("AddressRetention", Pattern.compile("retain|obfuscate")),
          Map.entry("TrafficType", Pattern.compile("free")),
          Map.entry("RiskCheck", Pattern.compile("enable|disable")),
          Map.entry("ScheduleType", Pattern.compile("fixed")));

  private static final Set<String> FLAGS =
      Set.of("ProvideFeedback", "ForceDelivery", "SmartEncoded", "ShortenUrls", "SendAsMms");

  private static final Set<String> OTHERS =
      Set.of(
          "To",
          "From",
          "FallbackFrom",
          "MessagingServiceSid",
          "Body",
          "MediaUrl",
          "ContentSid",
          "ContentVariables",
          "StatusCallback",
          "ValidityPeriod",
          "PersistentAction",
          "SendAt");

  static MessageRequest of(Form form, Instant now) {
    namesAreKnown(form);
    plainFields(form);
    String to = form.one("To").orElseThrow(() -> new Refusal(21604));
    if (!isE164(to)) {
      throw new Refusal(21211, to.length() > 40 ? "too long" : to);
    }
    Optional<String> service = form.one("MessagingServiceSid");
    Optional<String> from = from(form, to, service.isPresent());
    List<URI> media = media(form);
    String body = body(form, media);
    return new MessageRequest(
        to, from, service, body, media, statusCallback(form), sendAt(form, service, now));
  }

  static boolean isShortCode(String number) {
    return SHORT_CODE.matcher(number).matches();
  }

  static boolean isE164(String number) {
    return E164.matcher(number).matches();
  }

  private static void namesAreKnown(Form form) {
    for (String name : form.names()) {
      if (!OTHERS.contains(name) && !FLAGS.contains(name) && !PATTERNS.containsKey(name)) {
        throw new Refusal(20001, name);
      }
    }
  }

  private static void plainFields(Form form) {
    PATTERNS.forEach(
        (name, pattern) ->
            form.one(name)
                .filter(value -> !pattern.matcher(value).matches())
                .ifPresent(value -> refuse(name)));
    FLAGS.forEach(
        name ->
            form.one(name)
                .filter(value -> !BOOLEANS.contains(value))
                .ifPresent(value -> refuse(name)));
    form.one("ValidityPeriod").filter(text -> !isValidity(text)).ifPresent(v -> refuse("Validity"));
    if (form.one("ShortenUrls").filter("true"::equals).isPresent()
        && form.one("MessagingServiceSid").isEmpty()) {
      throw new Refusal(20001, "ShortenUrls wants a MessagingServiceSid");
    }
    if (form.one("ContentVariables").isPresent() && form.one("ContentSid").isEmpty()) {
      throw new Refusal(21655, "ContentVariables without a ContentSid");
    }
    if (form.one("ContentSid").isPresent()) {
      throw new Refusal(21655, "this account has no content templates");
    }
  }

  private static boolean isValidity(String text) {
    return text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 36_000;
  }

  private static void refuse(String name) {
    throw new Refusal(20001, "the value of " + name + " is not one it can have");
  }

  private static Optional<String> from(Form form, String to, boolean hasService) {
    Optional<String> from = form.one("From");
    if (from.isEmpty() && !hasService) {
      throw new Refusal(21603);
    }
    from.ifPresent(
        sender -> {
          if (!isE164(sender)
              && !SHORT_CODE.matcher(sender).matches()
              && !ALPHANUMERIC.matcher(sender).matches()) {
            throw new Refusal(21212);
          }
          if (sender.equals(to)) {
            throw new Refusal(21266);
          }
        });
    return from;
  }

  private static List<URI> media(Form form) {
    List<String> urls = form.all("MediaUrl");
    if (urls.size() > MEDIA_MAX) {
      throw new Refusal(21623);
    }
    return urls.stream().map(url -> http(url).orElseThrow(() -> new Refusal(21620))).toList();
  }

  private static String body(Form form, List<URI> media) {
    String body = form.one("Body").orElse("");
    if (body.isBlank() && media.isEmpty()) {
      throw new Refusal(21619);
    }
    if (body.length() > BODY_CHARS_MAX) {
      throw new Refusal(21617);
    }
    return body;
  }

  private static Optional<URI> statusCallback(Form form) {
    return form.one("StatusCallback")
        .map(
            url ->
                http(url)
                    .filter(parsed -> HOST.matcher(parsed.getHost()).matches())
                    .orElseThrow(() -> new Refusal(21609)));
  }

  private static Optional<Instant> sendAt(Form form, Optional<String> service, Instant now) {
    Optional<String> at = form.one("SendAt");
    if (at.isPresent() != form.one("ScheduleType").isPresent()) {
      throw new Refusal(35114, "SendAt and ScheduleType come together");
    }
    if (at.isPresent() && service.isEmpty()) {
      throw new Refusal(35118, "a scheduled message wants a MessagingServiceSid");
    }
    return at.map(text -> instant(text, now));
  }

  private static Instant instant(String text, Instant now) {
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      Duration ahead = Duration.between(now, at);
      if (ahead.compareTo(AHEAD_MIN) < 0 || ahead.compareTo(AHEAD_MAX) > 0) {
        throw new Refusal(35111, "SendAt must lie 15 minutes to 35 days ahead");
      }
      return at;
    } catch (DateTimeException e) {
      throw new Refusal(35113, "SendAt is not ISO 8601");
    }
  }

  private static Optional<URI> http(String text) {
    try {
      URI url = new URI(text);
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return isHttp && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
