package dev.parley.channel.voice.twilio;

import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent.Ended.How;
import dev.parley.channel.voice.CallLine;
import dev.parley.channel.voice.CallPort;
import dev.parley.channel.voice.CallReport;
import dev.parley.channel.voice.Welcome;
import dev.parley.channel.voice.twilio.VoiceChannel.Carrier;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Twilio's webhooks for calls. Nothing of a request is believed before its signature is right; the
/// answers wait for no model; a repeated request changes nothing. Thread-safe.
final class VoiceWebhook implements HttpService {
  static final String VOICE_PATH = "/hooks/twilio/voice";
  static final String STATUS_PATH = VOICE_PATH + "/status";

  /// After a `<Connect>`: the socket has ended.
  static final String AFTER_PATH = VOICE_PATH + "/after";

  /// After a `<Dial>`.
  static final String DIALLED_PATH = VOICE_PATH + "/dialled";

  /// What the person who picked up is told.
  static final String WHISPER_PATH = VOICE_PATH + "/whisper";

  static final String AMD_PATH = VOICE_PATH + "/amd";
  static final String RECORDING_PATH = VOICE_PATH + "/recording";

  private static final Logger LOG = LoggerFactory.getLogger(VoiceWebhook.class);

  /// A socket that stood this long was no failed try.
  private static final Duration STOOD = Duration.ofMinutes(1);

  private final VoiceCalls calls;
  private final ChannelAccounts accounts;
  private final CallPort port;
  private final Clock clock;
  private final Endings endings = new Endings();

  VoiceWebhook(VoiceCalls calls, ChannelAccounts accounts, CallPort port, Clock clock) {
    this.calls = calls;
    this.accounts = accounts;
    this.port = port;
    this.clock = clock;
  }

  /// Answers a hook that was proved, with TwiML.
  @FunctionalInterface
  private interface Answer {
    String to(HookRequest hook);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(VOICE_PATH, (in, out) -> twiml(in, out, this::comesIn))
        .post(AFTER_PATH, (in, out) -> twiml(in, out, this::socketEnded))
        .post(DIALLED_PATH, (in, out) -> twiml(in, out, this::dialled))
        .post(WHISPER_PATH, (in, out) -> twiml(in, out, this::pickedUp))
        .post(STATUS_PATH, (in, out) -> noted(in, out, this::status))
        .post(AMD_PATH, (in, out) -> noted(in, out, this::answeredBy))
        .post(RECORDING_PATH, (in, out) -> noted(in, out, this::recorded));
  }

  private void twiml(ServerRequest request, ServerResponse response, Answer answer) {
    Optional<HookRequest> hook = HookRequest.read(calls.settings(), accounts, request, response);
    if (hook.isEmpty()) {
      return;
    }
    String twiml;
    if (hook.get().known().isEmpty()) {
      // Nobody's token can prove it; the same words for everybody give nothing away.
      LOG.warn("call_refused: unknown_number");
      twiml = CallTwiml.announce(Announcement.UNAVAILABLE, "en");
    } else {
      try {
        twiml = answer.to(hook.get());
      } catch (RuntimeException e) {
        LOG.error("A call's webhook failed; the caller is told so", e);
        twiml = CallTwiml.announce(Announcement.LOST, "en");
      }
    }
    response.header(HeaderNames.CONTENT_TYPE, "text/xml; charset=UTF-8").send(twiml);
  }

  private void noted(
      ServerRequest request,
      ServerResponse response,
      java.util.function.Consumer<HookRequest> note) {
    Optional<HookRequest> hook = HookRequest.read(calls.settings(), accounts, request, response);
    if (hook.isEmpty()) {
      return;
    }
    if (hook.get().known().isEmpty()) {
      HookRequest.refuse(
          response, Status.FORBIDDEN_403, "signature_wrong", "The signature is not right.");
      return;
    }
    try {
      note.accept(hook.get());
      response.status(Status.NO_CONTENT_204).send();
    } catch (RuntimeException e) {
      LOG.error("call_not_noted: {}; Twilio is told to come again", e.getClass().getName());
      HookRequest.refuse(
          response, Status.SERVICE_UNAVAILABLE_503, "not_stored", "Not stored; send it again.");
    }
  }

  private String comesIn(HookRequest hook) {
    CallForm form = new CallForm(hook.form());
    if (form.outcome().isPresent()) {
      return CallTwiml.EMPTY;
    }
    return connect(hook, details(hook), 0);
  }

  private String connect(HookRequest hook, CallDetails call, int tries) {
    if (calls.isFull() && calls.lines().find(call.callId()).isEmpty()) {
      LOG.warn("call_refused: calls_max");
      return CallTwiml.announce(Announcement.BUSY, "en");
    }
    return switch (port.welcome(call)) {
      case Welcome.Take take ->
          calls.twiml().connect(hook.channel(), call, take, carrier(hook), tries);
      case Welcome.Refuse(Welcome.Reason reason, String language) -> {
        LOG.info("call_refused: {}", reason);
        yield CallTwiml.announce(
            reason == Welcome.Reason.BUSY ? Announcement.BUSY : Announcement.UNAVAILABLE, language);
      }
    };
  }

  /// What carries the call: not its channel's carrier any more where it fell back to another one.
  private Carrier carrier(HookRequest hook) {
    return hook.query(CallTwiml.FELL_BACK).isPresent()
        ? Carrier.RELAY
        : calls
            .lines()
            .find(hook.callId())
            .map(TwilioLine::carrier)
            .orElseGet(() -> calls.twiml().carrier(hook.channel()));
  }

  private CallDetails details(HookRequest hook) {
    Optional<CallDetails> known = calls.lines().find(hook.callId()).map(TwilioLine::call);
    return known.orElseGet(
        () ->
            new CallForm(hook.form())
                .details(
                    hook.callId(),
                    hook.channel().account().address(),
                    hook.query("conversation").flatMap(VoiceWebhook::uuid),
                    clock.instant()));
  }

  /// The socket has ended: by ourselves, with the call, or because it broke.
  private String socketEnded(HookRequest hook) {
    Optional<TwilioLine> line = calls.lines().find(hook.callId());
    boolean over =
        new CallForm(hook.form()).outcome().isPresent()
            || hook.form().text("SessionStatus", "").equals("completed");
    if (over) {
      line.ifPresent(one -> one.ended(one.otherwise()));
      return CallTwiml.EMPTY;
    }
    boolean fellBack = hook.query(CallTwiml.FELL_BACK).isPresent();
    if (fellBack && line.filter(TwilioLine::isMoving).isPresent()) {
      LOG.warn("call_lost: it did not go on as words after its speech was lost");
      line.get().ended(How.BROKEN);
      return CallTwiml.announce(Announcement.LOST, line.get().site.language());
    }
    Optional<String> next =
        line.flatMap(TwilioLine::next)
            .or(() -> Handoff.read(hook.form()).map(wish -> handedOff(hook, wish)));
    return next.orElseGet(() -> again(hook));
  }

  private String handedOff(HookRequest hook, Handoff wish) {
    return wish.to().isEmpty()
        ? CallTwiml.hangUp()
        : calls
            .twiml()
            .dial(
                hook.channel(),
                details(hook),
                new CallLine.Transfer(wish.to().get(), Optional.empty(), wish.language()));
  }

  private String again(HookRequest hook) {
    long stoodSince = hook.query("since").map(VoiceWebhook::number).orElse(0L);
    boolean stood = clock.instant().getEpochSecond() - stoodSince > STOOD.toSeconds();
    long before = hook.query("tries").map(VoiceWebhook::number).orElse(0L);
    int tries = stood && stoodSince > 0 ? 0 : (int) Math.min(before, 1_000) + 1;
    if (tries > calls.settings().reconnectsMax()) {
      LOG.warn("call_lost: its socket did not stand {} times", tries);
      calls.lines().find(hook.callId()).ifPresent(line -> line.ended(How.BROKEN));
      return CallTwiml.announce(Announcement.LOST, "en");
    }
    return connect(hook, details(hook), tries);
  }

  private String dialled(HookRequest hook) {
    CallForm form = new CallForm(hook.form());
    Optional<TwilioLine> line = calls.lines().find(hook.callId());
    if (form.wasTaken()) {
      line.ifPresent(one -> one.ended(How.TRANSFERRED));
      return CallTwiml.hangUp();
    }
    if (form.outcome().isPresent()) {
      line.ifPresent(one -> one.ended(How.CONTACT_HUNG_UP));
      return CallTwiml.EMPTY;
    }
    return connect(hook, details(hook), 0);
  }

  /// Asked on the leg of the person who picked up: the call it belongs to is in the query.
  private String pickedUp(HookRequest hook) {
    Optional<CallLine.Transfer> transfer =
        hook.query("call").flatMap(calls.lines()::find).flatMap(TwilioLine::pickedUp);
    String language = transfer.map(CallLine.Transfer::language).orElse("en");
    return transfer
        .flatMap(CallLine.Transfer::brief)
        .map(brief -> CallTwiml.whisper(brief, language))
        .orElseGet(
            () ->
                CallTwiml.whisper(
                    Announcement.HANDED_OVER.in(language),
                    Announcement.HANDED_OVER.spoken(language)));
  }

  /// Twilio's statuses come in any order; only how the call ended matters, and it ends once.
  private void status(HookRequest hook) {
    CallForm form = new CallForm(hook.form());
    if (hook.form().text("ParentCallSid").isPresent() || form.outcome().isEmpty()) {
      return;
    }
    int sequence = form.whole("SequenceNumber").orElse(0);
    if (!endings.isNew(hook.callId(), sequence)) {
      return;
    }
    port.report(
        new CallReport.Finished(
            hook.callId(),
            hook.channel().account().address(),
            hook.query("conversation").flatMap(VoiceWebhook::uuid),
            form.outcome().get(),
            form.whole("CallDuration"),
            clock.instant()));
    endings.told(hook.callId(), sequence);
    calls.lines().find(hook.callId()).ifPresent(line -> line.ended(line.otherwise()));
  }

  private void answeredBy(HookRequest hook) {
    new CallForm(hook.form())
        .answered()
        .ifPresent(answered -> calls.lines().answered(hook.callId(), answered));
  }

  private void recorded(HookRequest hook) {
    if (!hook.form().text("RecordingStatus", "").equals("completed")) {
      return;
    }
    port.report(
        new CallReport.Recorded(
            hook.callId(),
            hook.channel().account().address(),
            hook.form().text("RecordingSid", ""),
            hook.form().text("RecordingUrl", ""),
            new CallForm(hook.form()).whole("RecordingDuration").orElse(0),
            clock.instant()));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static long number(String text) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException notOurs) {
      return 0;
    }
  }
}
