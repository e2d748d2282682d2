package dev.parley.channel.sandbox.twilio;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One simulated call, as the person on the telephone has it. Thread-safe.
public final class PhoneCall {
  private static final Duration RING = Duration.ofMillis(500);
  private static final BigDecimal A_MINUTE = new BigDecimal("0.00850");
  private static final Duration CHARACTER = Duration.ofMillis(60);

  private final Telephone network;
  private final String sid = TwilioAccount.sid("CA");
  private final String from;
  private final String to;
  private final String direction;
  private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Overheard overheard = new Overheard();
  private final CallStatuses statuses;
  private final Optional<Handset> handset;
  private volatile String status = "queued";
  private volatile @Nullable CallLeg leg;
  private volatile @Nullable Instant endedAt;
  private volatile OptionalInt recordings = OptionalInt.of(0);

  /// What may befall a call while it does something.
  private sealed interface Signal {
    record LegClosed(CallLeg leg, String handoff, boolean failed) implements Signal {}

    record Redirect(VoiceTwiml twiml) implements Signal {}

    record HungUp() implements Signal {}

    record Completed() implements Signal {}
  }

  PhoneCall(
      Telephone network,
      String from,
      String to,
      String direction,
      Optional<URI> statusCallback,
      Optional<Handset> handset) {
    this.network = network;
    this.from = from;
    this.to = to;
    this.direction = direction;
    this.handset = handset;
    this.statuses = new CallStatuses(network, this, statusCallback);
  }

  public String sid() {
    return sid;
  }

  public String from() {
    return from;
  }

  public String to() {
    return to;
  }

  /// `inbound` or `outbound-api`.
  public String direction() {
    return direction;
  }

  /// As Twilio names it.
  public String status() {
    return status;
  }

  /// Says something, once the call is connected to the server.
  public void say(String text) {
    CallLeg now = leg;
    if (now == null) {
      throw new IllegalStateException("nobody listens on this call");
    }
    now.say(text);
  }

  /// Makes a sound, mu-law at 8 kHz, once the call is connected as sound.
  public void sound(byte[] sound) {
    CallLeg now = leg;
    if (now == null) {
      throw new IllegalStateException("nobody listens on this call");
    }
    now.sound(sound);
  }

  public void press(char digit) {
    CallLeg now = leg;
    if (now == null) {
      throw new IllegalStateException("nobody listens on this call");
    }
    now.press(digit);
  }

  /// The handset has spoken so much of what it was given.
  ///
  /// @param until the place of the first character it has not spoken
  public void spoken(long until) {
    CallLeg now = leg;
    if (now != null) {
      now.spoken(until);
    }
  }

  /// The contact begins to speak.
  public void interrupt() {
    CallLeg now = leg;
    if (now != null) {
      now.interrupt();
    }
  }

  /// What the handset records: mu-law, 8 kHz. Dropped where nobody listens, or where more than
  /// 400 ms wait.
  public void records(byte[] sound) {
    CallLeg now = leg;
    if (now != null) {
      now.records(sound);
    }
  }

  /// Whether somebody listens to what is said.
  public boolean isConnected() {
    return leg != null;
  }

  public void hangUp() {
    signals.add(new Signal.HungUp());
  }

  /// The network between Twilio and the server breaks, without a goodbye.
  public void dropSocket() {
    CallLeg now = leg;
    if (now != null) {
      now.drop();
    }
  }

  /// Everything the person heard so far.
  public String heard() {
    return overheard.words();
  }

  /// Waits until the person has heard this.
  ///
  /// @return false when that took too long, or the call ended without it
  public boolean awaitHeard(String text, Duration atMost) {
    return overheard.await(text, atMost);
  }

  /// Waits until the call is over.
  public boolean awaitEnd(Duration atMost) {
    try {
      return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// What persons were told to whom it was transferred.
  public List<String> whispers() {
    return overheard.whispers();
  }

  /// How many recordings of it were started.
  public int recordings() {
    return recordings.orElse(0);
  }

  Optional<Handset> handset() {
    return handset;
  }

  boolean isOver() {
    return ended.getCount() == 0;
  }

  /// What the account is charged, negative as Twilio writes it. Known some time after the call,
  /// which counts as one minute; nothing where nobody was reached.
  Optional<BigDecimal> price() {
    Instant end = endedAt;
    boolean known =
        end != null
            && status.equals("completed")
            && !network.now().isBefore(end.plus(network.options().pricedAfter()));
    return known ? Optional.of(A_MINUTE.negate()) : Optional.empty();
  }

  boolean isUp() {
    return status.equals("in-progress");
  }

  void recorded() {
    recordings = OptionalInt.of(recordings() + 1);
  }

  void redirect(VoiceTwiml twiml) {
    signals.add(new Signal.Redirect(twiml));
  }

  void complete() {
    signals.add(new Signal.Completed());
  }

  /// The call's whole life, on its own thread.
  void run(URI hook, Callee callee, Optional<URI> amd) {
    try {
      moved("initiated");
      moved("ringing");
      wait(RING);
      if (!direction.equals("inbound") && !callee.answers()) {
        moved(callee == Callee.BUSY ? "busy" : "no-answer");
        return;
      }
      if (!direction.equals("inbound")) {
        moved("in-progress");
        amd.ifPresent(url -> network.answeredBy(this, url, callee));
      }
      Optional<VoiceTwiml> next = network.ask(this, hook, Map.of());
      if (direction.equals("inbound")) {
        moved("in-progress");
      }
      while (next.isPresent()) {
        next = perform(next.get());
      }
      moved("completed");
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      CallLeg left = leg;
      if (left != null) {
        left.drop();
      }
      endedAt = network.now();
      ended.countDown();
      overheard.end();
      statuses.close();
    }
  }

  private void moved(String next) {
    status = next;
    statuses.tell(next);
    handset.ifPresent(mine -> mine.status(next));
  }

  /// @return what comes instead of the verbs that follow; empty when the call is over
  private Optional<VoiceTwiml> perform(VoiceTwiml document) throws InterruptedException {
    for (VoiceTwiml.Verb verb : document.verbs()) {
      Optional<Signal> signal =
          switch (verb) {
            case VoiceTwiml.Verb.Say(String text, String language) -> {
              handset.ifPresent(mine -> mine.announces(text, language));
              overheard.heard(text + " ");
              yield wait(CHARACTER.multipliedBy(text.length()));
            }
            case VoiceTwiml.Verb.Hangup() -> Optional.of(new Signal.Completed());
            case VoiceTwiml.Verb.Connect connect -> connect(connect);
            case VoiceTwiml.Verb.Dial dial -> dial(dial);
          };
      if (signal.isPresent()) {
        return signal.get() instanceof Signal.Redirect(VoiceTwiml twiml)
            ? Optional.of(twiml)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// @return what ends this document; empty where the next verb follows
  private Optional<Signal> connect(VoiceTwiml.Verb.Connect connect) throws InterruptedException {
    CallLeg mine = network.leg(this, connect, new Leg());
    leg = mine;
    String language = connect.attributes().getOrDefault("language", "en-US");
    handset.ifPresent(ours -> ours.connected(connect.relay(), language));
    while (true) {
      switch (signals.take()) {
        case Signal.LegClosed(CallLeg which, String handoff, boolean failed) -> {
          if (which == mine) {
            leg = null;
            return after(connect, handoff, failed);
          }
        }
        case Signal.HungUp hungUp -> {
          leg = null;
          mine.stop();
          status = "completed";
          if (connect.relay()) {
            connect
                .action()
                .ifPresent(url -> network.ask(this, url, Map.of("SessionStatus", "completed")));
          }
          return Optional.of(hungUp);
        }
        case Signal other -> {
          leg = null;
          mine.stop();
          return Optional.of(other);
        }
      }
    }
  }

  private Optional<Signal> after(VoiceTwiml.Verb.Connect connect, String handoff, boolean failed) {
    Map<String, String> more = new LinkedHashMap<>();
    if (connect.relay()) {
      more.put("SessionStatus", failed ? "failed" : "ended");
      if (!handoff.isEmpty()) {
        more.put("HandoffData", handoff);
      }
    }
    return connect.action().flatMap(url -> network.ask(this, url, more)).map(Signal.Redirect::new);
  }

  private Optional<Signal> dial(VoiceTwiml.Verb.Dial dial) throws InterruptedException {
    Callee callee = network.calleeAt(dial.number());
    Optional<Signal> during = wait(RING);
    if (during.isEmpty() && callee.answers()) {
      dial.whisper()
          .flatMap(url -> network.askOnLeg(this, dial.number(), url))
          .ifPresent(this::whispered);
      during = Optional.of(next());
    }
    if (during.isPresent() && !(during.get() instanceof Signal.HungUp)) {
      return during;
    }
    String result = callee.answers() ? "completed" : callee == Callee.BUSY ? "busy" : "no-answer";
    if (during.isPresent()) {
      status = "completed";
    }
    Optional<VoiceTwiml> next =
        dial.action().flatMap(url -> network.ask(this, url, Map.of("DialCallStatus", result)));
    return during.isPresent() ? during : next.map(Signal.Redirect::new);
  }

  private void whispered(VoiceTwiml twiml) {
    for (VoiceTwiml.Verb verb : twiml.verbs()) {
      if (verb instanceof VoiceTwiml.Verb.Say(String text, String _)) {
        overheard.whispered(text);
      }
    }
  }

  /// @return what came meanwhile
  private Optional<Signal> wait(Duration onTheNetwork) throws InterruptedException {
    long until = System.nanoTime() + network.options().scaled(onTheNetwork).toNanos();
    while (true) {
      Signal next = signals.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (!(next instanceof Signal.LegClosed)) {
        return Optional.ofNullable(next);
      }
    }
  }

  /// The next that is no late news of a leg that was left.
  private Signal next() throws InterruptedException {
    Signal next = signals.take();
    while (next instanceof Signal.LegClosed) {
      next = signals.take();
    }
    return next;
  }

  private final class Leg implements CallLeg.Listener {
    @Override
    public void heard(String words) {
      overheard.heard(words);
    }

    @Override
    public void closed(CallLeg which, String handoff, boolean failed) {
      signals.add(new Signal.LegClosed(which, handoff, failed));
    }

    @Override
    public void broke(int code, String rule) {
      network.alert(code, rule);
    }
  }
}
