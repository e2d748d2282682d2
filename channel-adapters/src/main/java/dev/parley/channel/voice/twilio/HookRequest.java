package dev.parley.channel.voice.twilio;

import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.http.CappedBody;
import dev.parley.channel.http.FormBody;
import dev.parley.channel.http.Problem;
import dev.parley.channel.http.TwilioSignature;
import dev.parley.config.binding.ChannelType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A webhook about a call whose signature is right.
///
/// @param callId Twilio's, well-formed
record HookRequest(
    ServerRequest request, FormBody form, String callId, Optional<VoiceChannel> known) {
  private static final Logger LOG = LoggerFactory.getLogger(HookRequest.class);
  private static final HeaderName SIGNATURE = HeaderNames.create(TwilioSignature.HEADER);
  private static final Pattern CALL = Pattern.compile("CA[0-9a-fA-F]{32}");

  /// The channel whose account has signed.
  VoiceChannel channel() {
    return known.orElseThrow();
  }

  Optional<String> query(String name) {
    return request.query().first(name).asOptional();
  }

  /// Reads and proves a request, or answers it with a refusal.
  ///
  /// @return empty when it was answered; a request for a number nobody has comes back without a
  ///     channel and without proof
  static Optional<HookRequest> read(
      VoiceSettings settings,
      ChannelAccounts accounts,
      ServerRequest request,
      ServerResponse response) {
    Optional<byte[]> body = CappedBody.read(request, settings.webhookBytesMax());
    if (body.isEmpty()) {
      response.header(HeaderNames.CONNECTION, "close");
      refuse(response, Status.REQUEST_ENTITY_TOO_LARGE_413, "too_large", "The body is too large.");
      return Optional.empty();
    }
    Optional<FormBody> form = FormBody.read(body.get(), settings.parametersMax());
    Optional<String> call =
        form.flatMap(f -> f.text("CallSid")).filter(text -> CALL.matcher(text).matches());
    if (form.isEmpty() || call.isEmpty()) {
      refuse(response, Status.BAD_REQUEST_400, "malformed", "The body is not a call's form.");
      return Optional.empty();
    }
    Optional<VoiceChannel> channel =
        accounts
            .byAddress(ChannelType.VOICE, address(request, form.get()))
            .flatMap(VoiceChannel::of);
    if (channel.isPresent() && !isSigned(settings, request, form.get(), channel.get())) {
      LOG.warn("call_hook_refused: wrong signature");
      refuse(response, Status.FORBIDDEN_403, "signature_wrong", "The signature is not right.");
      return Optional.empty();
    }
    return Optional.of(new HookRequest(request, form.get(), call.get(), channel));
  }

  private static String address(ServerRequest request, FormBody form) {
    boolean outbound = form.text("Direction", "").startsWith("outbound");
    return request
        .query()
        .first("line")
        .asOptional()
        .orElseGet(() -> form.text(outbound ? "From" : "To", ""));
  }

  /// The address is the one in the settings and what came after it, as it came: a header could say
  /// anything.
  private static boolean isSigned(
      VoiceSettings settings, ServerRequest request, FormBody form, VoiceChannel channel) {
    String query = request.prologue().query().rawValue();
    String url =
        settings.publicUrl()
            + request.prologue().uriPath().rawPath()
            + (query.isEmpty() ? "" : "?" + query);
    return request
        .headers()
        .first(SIGNATURE)
        .filter(
            signature ->
                TwilioSignature.verify(url, form, signature, channel.account().authTokens()))
        .isPresent();
  }

  static void refuse(ServerResponse response, Status status, String code, String detail) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
        .send(Problem.json(status, code, detail));
  }
}
