package dev.parley.channel.voice.relay;

import dev.parley.channel.http.SocketPeer;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallEvent.Trouble.Part;
import dev.parley.channel.voice.twilio.CallSite;
import dev.parley.channel.voice.twilio.Handoff;
import dev.parley.channel.voice.twilio.Languages;
import dev.parley.channel.voice.twilio.TwilioLine;
import dev.parley.channel.voice.twilio.VoiceChannel.Carrier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A call as words. Twilio hears, speaks, stops for the contact and decides when a turn is over;
/// when a reply has been heard is known by its signs and by the clock. What is `cut` here is not
/// continued, but what Twilio was given already only the contact's voice stops. Thread-safe.
public final class RelayLine extends TwilioLine {
  /// Sound lies behind words on the network.
  private static final Duration BEHIND = Duration.ofMillis(400);

  /// Where Twilio tells when it falls silent, its word ends a reply, and the clock only one whose
  /// word is lost: a goodbye is not to be cut because it began late.
  private static final Duration WORD_LOST = Duration.ofSeconds(3);

  private final Spoken spoken = new Spoken();
  private String heardIn;
  private String spokenIn;
  private boolean tellsSilence;

  public RelayLine(CallSite site, SocketPeer peer) {
    super(site, peer);
    this.heardIn = Languages.region(site.language());
    this.spokenIn = heardIn;
  }

  @Override
  protected Carrier carrier() {
    return Carrier.RELAY;
  }

  @Override
  protected void open(SocketPeer socket, String stream) {
    boolean changed;
    synchronized (this) {
      changed = !heardIn.equals(Languages.region(site.language()));
      spokenIn = heardIn;
    }
    if (changed) {
      socket.send(RelayFrames.language(heardIn));
    }
  }

  @Override
  protected synchronized void shut(boolean forGood) {
    spoken.cutAll(now());
  }

  @Override
  protected synchronized boolean isPlaying() {
    return spoken.isSpeaking();
  }

  @Override
  protected boolean leaveBySocket(Leave leave) {
    Handoff wish =
        switch (leave) {
          case Leave.HangUp() -> new Handoff(Optional.empty(), site.language());
          case Leave.Dial(Transfer transfer) ->
              new Handoff(Optional.of(transfer.to()), transfer.language());
        };
    return send(RelayFrames.end(wish.written()));
  }

  @Override
  public synchronized void say(long reply, Sentence sentence) {
    if (!isUp() || !spoken.said(reply, sentence.text(), now())) {
      return;
    }
    String tag = Languages.region(sentence.language());
    Optional<String> other = Optional.of(tag).filter(one -> !one.equals(spokenIn));
    send(RelayFrames.text(sentence.text() + " ", false, other, sentence.interruptible()));
  }

  @Override
  public synchronized void finish(long reply) {
    if (!isUp() || !spoken.said(reply, "", now())) {
      return;
    }
    send(RelayFrames.text("", true, Optional.empty(), true));
    spoken
        .finished(reply)
        .ifPresent(
            endsAt -> {
              Duration left = Duration.ofNanos(Math.max(0, endsAt - now()));
              Duration slack = tellsSilence ? WORD_LOST : BEHIND;
              var unused = site.later(left.plus(slack), () -> playedOut(reply));
            });
  }

  private void playedOut(long reply) {
    boolean silent;
    synchronized (this) {
      if (!spoken.playedOut(reply)) {
        return;
      }
      happened(new CallEvent.PlayedOut(reply));
      silent = !spoken.isSpeaking();
    }
    if (silent) {
      saidAll();
    }
  }

  @Override
  public String cut(long reply) {
    String heard;
    boolean silent;
    synchronized (this) {
      heard = spoken.cut(reply, now());
      silent = !spoken.isSpeaking();
    }
    if (silent) {
      saidAll();
    }
    return heard;
  }

  @Override
  public synchronized void expect(String language) {
    String tag = Languages.region(language);
    if (!tag.equals(heardIn)) {
      heardIn = tag;
      spokenIn = tag;
      send(RelayFrames.language(tag));
    }
  }

  /// Twilio takes hints only before the call: those of the [dev.parley.channel.voice.Welcome].
  @Override
  public void hint(List<String> words) {}

  void prompted(String text, Optional<String> language, boolean last) {
    if (!text.isBlank()) {
      happened(
          last
              ? new CallEvent.Final(text, language, OptionalDouble.empty(), true)
              : new CallEvent.Partial(text, language));
    }
  }

  void interrupted(String heard) {
    synchronized (this) {
      for (Map.Entry<Long, String> one : spoken.interrupted(heard).entrySet()) {
        happened(new CallEvent.Interrupted(one.getKey(), one.getValue()));
      }
    }
    saidAll();
  }

  void pressed(char digit) {
    happened(new CallEvent.Digit(digit));
  }

  void silent() {
    Optional<Long> out;
    synchronized (this) {
      tellsSilence = true;
      out = spoken.speakingFinished(now());
    }
    out.ifPresent(this::playedOut);
  }

  /// Twilio refused something of ours and dropped it.
  void failed() {
    happened(new CallEvent.Trouble(Part.SPEAKING, "relay_error", true));
  }

  private boolean send(String frame) {
    SocketPeer socket = peer();
    return socket != null && socket.send(frame);
  }

  private long now() {
    return site.nanos().getAsLong();
  }
}
