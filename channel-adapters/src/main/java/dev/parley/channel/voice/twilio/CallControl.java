package dev.parley.channel.voice.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallCreator;
import com.twilio.rest.api.v2010.account.CallUpdater;
import com.twilio.rest.api.v2010.account.call.RecordingCreator;
import com.twilio.type.PhoneNumber;
import com.twilio.type.Twiml;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.Failure;
import dev.parley.channel.http.Exchange;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.twilio.TwilioErrors;
import dev.parley.channel.twilio.TwilioTransport;
import dev.parley.channel.voice.CallDialer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Twilio's REST API for calls. Sends each request once. Thread-safe; blocks its caller.
public final class CallControl implements CallDialer {
  /// The call is over already: `20404` not found, `21220` not in progress.
  private static final Set<Integer> OVER = Set.of(20404, 21220);

  private static final List<String> EVENTS =
      List.of("initiated", "ringing", "answered", "completed");
  private static final int SECONDS_OF_DETECTION = 30;

  private final VoiceSettings settings;
  private final OutgoingHttp http;

  public CallControl(VoiceSettings settings, OutgoingHttp http) {
    this.settings = settings;
    this.http = http;
  }

  /// What became of a request about a call.
  sealed interface Result {
    record Done(String id) implements Result {}

    /// There is no such call any more.
    record Over() implements Result {}

    /// @param code stable: Twilio's number, or why no answer came
    record Failed(String code, boolean maybeDone) implements Result {}
  }

  @Override
  public Dialed dial(ChannelAccount account, OutgoingCall call) {
    Optional<VoiceChannel> channel = VoiceChannel.of(account);
    if (channel.isEmpty()) {
      return new Dialed.Refused(new Failure(Failure.Reason.UNAUTHORISED, "account_incomplete"));
    }
    var transport = new TwilioTransport(http, settings.apiUrl());
    try {
      Call made = creator(channel.get(), call).create(channel.get().account().client(transport));
      return made == null || made.getSid() == null
          ? new Dialed.Unknown("answer_unreadable")
          : new Dialed.Ringing(made.getSid());
    } catch (TwilioTransport.NoAnswerException | TwilioException e) {
      return dialed(transport.exchange(), code(e));
    }
  }

  private CallCreator creator(VoiceChannel channel, OutgoingCall call) {
    var hooks = new CallHooks(settings.publicUrl());
    var creator =
        new CallCreator(
                new PhoneNumber(call.to()),
                new PhoneNumber(channel.account().address()),
                URI.create(
                    hooks.url(
                        channel, VoiceWebhook.VOICE_PATH, "conversation=" + call.conversation())))
            .setTimeout((int) settings.ring().toSeconds())
            .setTimeLimit((int) settings.callMax().toSeconds())
            .setStatusCallback(
                URI.create(
                    hooks.url(
                        channel, VoiceWebhook.STATUS_PATH, "conversation=" + call.conversation())))
            .setStatusCallbackEvent(EVENTS);
    channel
        .machineDetection()
        .ifPresent(
            mode ->
                creator
                    .setMachineDetection(mode)
                    .setMachineDetectionTimeout(SECONDS_OF_DETECTION)
                    .setAsyncAmd("true")
                    .setAsyncAmdStatusCallback(
                        URI.create(hooks.url(channel, VoiceWebhook.AMD_PATH, ""))));
    return creator;
  }

  private static Dialed dialed(Exchange exchange, int code) {
    return switch (exchange) {
      case Exchange.NotSent(String reason) ->
          new Dialed.Refused(new Failure(Failure.Reason.TRANSIENT, reason));
      case Exchange.Lost(String reason) -> new Dialed.Unknown(reason);
      case Exchange.Answered answer when answer.status() == 429 ->
          new Dialed.Refused(new Failure(Failure.Reason.TRANSIENT, "rate_limited"));
      case Exchange.Answered answer when answer.status() < 400 || answer.status() >= 500 ->
          new Dialed.Unknown(answer.status() < 400 ? "answer_unreadable" : "vendor_failed");
      case Exchange.Answered answer ->
          new Dialed.Refused(
              code == 0
                  ? new Failure(Failure.Reason.UNLISTED, "http_" + answer.status())
                  : TwilioErrors.failure(code));
    };
  }

  /// Ends a call.
  Result complete(VoiceChannel channel, String callId) {
    return request(
        channel,
        client ->
            new CallUpdater(callId).setStatus(Call.UpdateStatus.COMPLETED).update(client).getSid());
  }

  /// Gives a live call something else to do, which ends what it does.
  Result redirect(VoiceChannel channel, String callId, String twiml) {
    return request(
        channel,
        client -> new CallUpdater(callId).setTwiml(new Twiml(twiml)).update(client).getSid());
  }

  /// Starts recording both sides.
  Result record(VoiceChannel channel, String callId, String callback) {
    return request(
        channel,
        client ->
            new RecordingCreator(callId)
                .setRecordingChannels("dual")
                .setRecordingStatusCallback(URI.create(callback))
                .create(client)
                .getSid());
  }

  private Result request(VoiceChannel channel, Function<TwilioRestClient, String> ask) {
    var transport = new TwilioTransport(http, settings.apiUrl());
    try {
      return new Result.Done(ask.apply(channel.account().client(transport)));
    } catch (TwilioTransport.NoAnswerException | TwilioException e) {
      int code = code(e);
      if (OVER.contains(code)) {
        return new Result.Over();
      }
      return switch (transport.exchange()) {
        case Exchange.NotSent(String reason) -> new Result.Failed(reason, false);
        case Exchange.Lost(String reason) -> new Result.Failed(reason, true);
        case Exchange.Answered answer when answer.status() < 400 ->
            new Result.Failed("answer_unreadable", true);
        case Exchange.Answered answer when code == 0 ->
            new Result.Failed("http_" + answer.status(), answer.status() >= 500);
        case Exchange.Answered answer ->
            new Result.Failed(Integer.toString(code), answer.status() >= 500);
      };
    }
  }

  private static int code(RuntimeException e) {
    return e instanceof ApiException answer && answer.getCode() != null ? answer.getCode() : 0;
  }
}
