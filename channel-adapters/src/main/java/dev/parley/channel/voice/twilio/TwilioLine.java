package dev.parley.channel.voice.twilio;

import dev.parley.channel.http.CloseCode;
import dev.parley.channel.http.SocketPeer;
import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallEvent.Back.Why;
import dev.parley.channel.voice.CallEvent.Ended.How;
import dev.parley.channel.voice.CallEvents;
import dev.parley.channel.voice.CallLine;
import dev.parley.channel.voice.twilio.VoiceChannel.Carrier;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What every line that Twilio carries does alike: it outlives its sockets, leaves by REST, and
/// ends once. Guarded by its own monitor, which is never held while anything blocks. Thread-safe.
public abstract class TwilioLine implements CallLine {
  /// Twilio's own voice says about this many characters a second.
  protected static final int CHARS_PER_SECOND = 14;

  private enum Stage {
    UP,
    /// Its socket is gone, or about to go, and another one is expected.
    AWAY,
    DIALLING,
    LEAVING,
    ENDED
  }

  protected final CallSite site;

  /// Taken before every other lock, by what comes and goes: sockets, and the end.
  private final ReentrantLock sockets = new ReentrantLock();

  private final CallOrders orders;
  private final LineOwner owner = new LineOwner();
  private @Nullable SocketPeer peer;
  private Stage stage = Stage.UP;
  private Why why = Why.RECONNECTED;
  private How otherwise = How.BROKEN;
  private @Nullable Runnable whenSaid;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> lastCall;
  private Optional<String> next = Optional.empty();
  private Optional<Transfer> transfer = Optional.empty();
  private Optional<Transfer> wanted = Optional.empty();
  private boolean recording;

  protected TwilioLine(CallSite site, SocketPeer peer) {
    this.site = site;
    this.peer = peer;
    this.orders = new CallOrders(site);
  }

  @Override
  public final CallDetails call() {
    return site.call();
  }

  /// What carries it.
  protected abstract Carrier carrier();

  /// Whether anything that was said is still to be played.
  protected abstract boolean isPlaying();

  /// The socket stands: what the line needs is opened, and everything lost is forgotten.
  protected abstract void open(SocketPeer socket, String stream);

  /// The socket is gone, maybe for good: nothing is sent or played any more.
  protected abstract void shut(boolean forGood);

  /// Asks for the way out over the socket, where there is one.
  ///
  /// @return false where there is none and REST has to do it
  protected abstract boolean leaveBySocket(Leave leave);

  /// How a call leaves its line.
  protected sealed interface Leave {
    record HangUp() implements Leave {}

    record Dial(Transfer transfer) implements Leave {}
  }

  /// From now on the call has an owner; what happened before is told first.
  final synchronized void begin(CallEvents mailbox) {
    owner.begin(mailbox);
    lastCall = site.later(site.calls().settings().callMax(), this::hangUpNow);
  }

  /// The first socket stands.
  final void standUp(SocketPeer socket, String stream) {
    inTurn(
        () -> {
          if (isUp()) {
            open(socket, stream);
          }
        });
  }

  private void inTurn(Runnable what) {
    sockets.lock();
    try {
      what.run();
    } finally {
      sockets.unlock();
    }
  }

  /// Another socket of the same call; the one before is closed.
  final void attach(SocketPeer socket, String stream) {
    inTurn(() -> attachInTurn(socket, stream));
  }

  private void attachInTurn(SocketPeer socket, String stream) {
    SocketPeer before;
    Why back;
    synchronized (this) {
      if (stage == Stage.ENDED || stage == Stage.LEAVING) {
        socket.close(CloseCode.NORMAL, "call_over");
        return;
      }
      before = peer;
      back = why;
      peer = socket;
      stage = Stage.UP;
      why = Why.RECONNECTED;
      next = Optional.empty();
      transfer = Optional.empty();
      cancelDeadline();
    }
    if (before != null && before != socket) {
      before.close(CloseCode.NORMAL, "replaced");
      shut(false);
    }
    open(socket, stream);
    happened(new CallEvent.Back(back));
    saidAll();
  }

  /// A socket is gone.
  ///
  /// @param over Twilio said that the call itself is over
  final void detached(SocketPeer socket, boolean over) {
    inTurn(() -> detachInTurn(socket, over));
  }

  private void detachInTurn(SocketPeer socket, boolean over) {
    synchronized (this) {
      if (peer != socket) {
        return;
      }
      peer = null;
    }
    shut(false);
    How end = null;
    synchronized (this) {
      if (stage == Stage.UP) {
        if (over) {
          end = How.CONTACT_HUNG_UP;
        } else {
          stage = Stage.AWAY;
          expectBack(site.calls().settings().backWithin(), How.BROKEN);
        }
      } else if (stage == Stage.LEAVING) {
        end = How.WE_HUNG_UP;
      }
    }
    if (end != null) {
      ended(end);
    }
  }

  /// The call is over, whoever says so.
  final void ended(How how) {
    SocketPeer socket;
    synchronized (this) {
      if (stage == Stage.ENDED) {
        return;
      }
      How told = stage == Stage.LEAVING ? How.WE_HUNG_UP : how;
      socket = over();
      owner.tell(new CallEvent.Ended(told));
    }
    site.calls().forget(call().callId());
    shutForGood(socket, "call_over");
  }

  /// With the monitor held.
  private @Nullable SocketPeer over() {
    SocketPeer socket = peer;
    stage = Stage.ENDED;
    peer = null;
    whenSaid = null;
    cancelDeadline();
    if (lastCall != null) {
      lastCall.cancel(false);
    }
    return socket;
  }

  private void shutForGood(@Nullable SocketPeer socket, String reason) {
    if (socket != null) {
      socket.close(CloseCode.NORMAL, reason);
    }
    inTurn(() -> shut(true));
  }

  /// Tells the owner, unless the call has ended.
  protected final synchronized void happened(CallEvent event) {
    if (stage != Stage.ENDED) {
      owner.tell(event);
    }
  }

  protected final synchronized @Nullable SocketPeer peer() {
    return peer;
  }

  /// Whether what is said now can be heard.
  protected final synchronized boolean isUp() {
    return stage == Stage.UP && peer != null;
  }

  /// Everything said has been played: an end that waited for it comes now.
  protected final void saidAll() {
    Runnable waiting;
    synchronized (this) {
      waiting = whenSaid;
      whenSaid = null;
    }
    if (waiting != null) {
      waiting.run();
    }
  }

  @Override
  public final void hangUp() {
    afterPlayOut(this::hangUpNow);
  }

  private void hangUpNow() {
    synchronized (this) {
      if (stage == Stage.ENDED || stage == Stage.LEAVING) {
        return;
      }
      stage = Stage.LEAVING;
      next = Optional.of(CallTwiml.hangUp());
      expectBack(site.calls().settings().backWithin(), How.WE_HUNG_UP);
    }
    if (!leaveBySocket(new Leave.HangUp())) {
      orders.hangUp(this);
    }
  }

  @Override
  public final void transfer(Transfer wanted) {
    afterPlayOut(() -> transferNow(wanted));
  }

  private void transferNow(Transfer wanted) {
    String twiml = site.calls().twiml().dial(site.channel(), call(), wanted);
    synchronized (this) {
      if (stage == Stage.AWAY) {
        // Twilio may be on its way back already, so it is told once it is here.
        this.wanted = Optional.of(wanted);
        whenSaid = () -> transferNow(wanted);
      }
      if (stage != Stage.UP) {
        return;
      }
      stage = Stage.DIALLING;
      why = Why.NOBODY_PICKED_UP;
      transfer = Optional.of(wanted);
      next = Optional.of(twiml);
      Duration ring = site.calls().settings().ring();
      expectBack(ring.plus(ring).plus(site.calls().settings().backWithin()), How.BROKEN);
    }
    if (!leaveBySocket(new Leave.Dial(wanted))) {
      orders.redirect(this, twiml);
    }
  }

  /// The person has picked up: the conversation with us is over, and this is what they are told.
  final Optional<Transfer> pickedUp() {
    Optional<Transfer> taken;
    synchronized (this) {
      taken = stage == Stage.DIALLING ? transfer : Optional.empty();
    }
    if (taken.isPresent()) {
      ended(How.TRANSFERRED);
    }
    return taken;
  }

  @Override
  public final boolean goesOn() {
    return carrier() == Carrier.MEDIA && site.channel().fallsBack();
  }

  /// The call goes on by another line: its owner is told so, and hears of this one no more.
  final void moveTo(TwilioLine other) {
    SocketPeer socket;
    Optional<CallEvents> mailbox;
    synchronized (this) {
      mailbox = stage == Stage.ENDED ? Optional.empty() : owner.known();
      socket = mailbox.isPresent() ? over() : null;
    }
    if (mailbox.isEmpty()) {
      // The call ended in this very moment.
      other.ended(How.BROKEN);
      return;
    }
    shutForGood(socket, "replaced");
    mailbox.get().happened(new CallEvent.Moved(other));
    other.begin(mailbox.get());
    wanted.ifPresent(other::transfer);
  }

  /// Whether it waits for another line to take its call over.
  final synchronized boolean isMoving() {
    return stage == Stage.AWAY && why == Why.FELL_BACK && goesOn();
  }

  @Override
  public final void fallBack(Sentence sentence, boolean hangUp) {
    Duration said = Duration.ofSeconds(2 + sentence.text().length() / CHARS_PER_SECOND);
    Carrier by = goesOn() ? Carrier.RELAY : carrier();
    String twiml = hangUp ? orders.leaving(sentence) : orders.goingOn(sentence, by);
    synchronized (this) {
      if (stage == Stage.ENDED || stage == Stage.LEAVING) {
        return;
      }
      stage = Stage.AWAY;
      why = Why.FELL_BACK;
      whenSaid = null;
      next = Optional.of(twiml);
      expectBack(
          said.plus(site.calls().settings().backWithin()), hangUp ? How.WE_HUNG_UP : How.BROKEN);
    }
    orders.redirect(this, twiml);
  }

  @Override
  public final void record() {
    synchronized (this) {
      if (recording || !site.channel().mayRecord()) {
        return;
      }
      recording = true;
    }
    orders.record(this);
  }

  /// What Twilio is to do when it asks, because the socket has ended.
  final synchronized Optional<String> next() {
    return next;
  }

  /// How the call ended, where Twilio says so while this line waits for something.
  final synchronized How otherwise() {
    return stage == Stage.AWAY && deadline != null && otherwise == How.WE_HUNG_UP
        ? How.WE_HUNG_UP
        : How.CONTACT_HUNG_UP;
  }

  /// Twilio did not take an order: its question after the socket's end can do it instead.
  final void closeSocket() {
    Optional.ofNullable(peer())
        .ifPresent(socket -> socket.close(CloseCode.NORMAL, "call_control_failed"));
  }

  private void afterPlayOut(Runnable what) {
    synchronized (this) {
      if (stage == Stage.ENDED || stage == Stage.LEAVING) {
        return;
      }
      whenSaid = what;
    }
    if (isPlaying()) {
      var unused = site.later(site.calls().settings().playOutMax(), this::saidAll);
    } else {
      saidAll();
    }
  }

  /// With the monitor held.
  private void expectBack(Duration within, How end) {
    cancelDeadline();
    otherwise = end;
    deadline = site.later(within, () -> ended(end));
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
