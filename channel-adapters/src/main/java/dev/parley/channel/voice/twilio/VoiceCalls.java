package dev.parley.channel.voice.twilio;

import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.http.SocketEndpoint;
import dev.parley.channel.http.SocketLimits;
import dev.parley.channel.http.SocketPeer;
import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent.Ended.How;
import dev.parley.channel.voice.CallPort;
import dev.parley.channel.voice.CallWords;
import dev.parley.channel.voice.Welcome;
import dev.parley.channel.voice.twilio.VoiceChannel.Carrier;
import io.helidon.webserver.http.HttpService;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/// Everything about the calls of this process: their hooks, their sockets, their lines.
// Thread-safe.
public final class VoiceCalls implements AutoCloseable {
  private final VoiceSettings settings;
  private final ChannelAccounts accounts;
  private final CallPort port;
  private final CallControl control;
  private final CallTickets tickets;
  private final CallTwiml twiml;
  private final OpenCalls open = new OpenCalls();
  private final Clock clock;
  private final LongSupplier nanos;
  private final ScheduledExecutorService timers;
  private volatile CallWords words = CallWords.NONE;

  /// @param speaks whether sound can be heard and spoken here; where not, every call is carried
  ///     as words
  public VoiceCalls(
      VoiceSettings settings,
      ChannelAccounts accounts,
      CallPort port,
      CallControl control,
      boolean speaks,
      Clock clock) {
    this.settings = settings;
    this.accounts = accounts;
    this.port = port;
    this.control = control;
    this.clock = clock;
    this.nanos = System::nanoTime;
    this.tickets = new CallTickets(clock, settings.ticketFor());
    this.twiml = new CallTwiml(settings, tickets, speaks, clock);
    this.timers =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("call-timers").factory());
  }

  /// Makes the line of a call whose first socket stands.
  @FunctionalInterface
  public interface Lines {
    TwilioLine line(CallSite site, SocketPeer peer);
  }

  /// Makes the listener of a socket.
  @FunctionalInterface
  public interface Listeners {
    CallSocket<?> listener(VoiceCalls calls, VoiceChannel channel, Lines lines);
  }

  /// Shows the words of calls that are carried as sound from now on.
  public void shownTo(CallWords by) {
    words = by;
  }

  /// Who is shown the words of calls.
  public CallWords words() {
    return words;
  }

  /// Twilio's webhooks.
  public HttpService hooks() {
    return new VoiceWebhook(this, accounts, port, clock);
  }

  /// Adds the sockets of a carrier.
  public void addTo(
      SocketUpgrader upgrader,
      Carrier carrier,
      SocketLimits limits,
      Listeners listeners,
      Lines lines) {
    String path = carrier == Carrier.MEDIA ? "/twilio/media/{line}" : "/twilio/relay/{line}";
    SocketEndpoint endpoint =
        new CallEndpoint(
            settings, accounts, limits, channel -> listeners.listener(this, channel, lines));
    upgrader.route(path, endpoint);
  }

  /// Calls whose lines live here.
  public int open() {
    return open.count();
  }

  /// Ends every call that is up: for the end of the process, after its owners have had their time.
  @Override
  public void close() {
    open.all().forEach(line -> line.ended(How.BROKEN));
    timers.shutdownNow();
  }

  VoiceSettings settings() {
    return settings;
  }

  CallControl control() {
    return control;
  }

  CallTwiml twiml() {
    return twiml;
  }

  OpenCalls lines() {
    return open;
  }

  boolean isFull() {
    return open.count() >= settings.callsMax();
  }

  void forget(String callId) {
    open.remove(callId);
  }

  /// Empty where the call is to be refused.
  Optional<Welcome.Take> welcome(CallDetails call) {
    return port.welcome(call) instanceof Welcome.Take take ? Optional.of(take) : Optional.empty();
  }

  /// A socket has named its call: gives it to the call's line, or to a new one.
  ///
  /// @param kind of line the socket is for; a call on another one moves
  /// @return empty where the ticket is not good
  Optional<TwilioLine> started(
      VoiceChannel channel,
      String ticket,
      String callId,
      String stream,
      SocketPeer peer,
      Lines make,
      Class<? extends TwilioLine> kind) {
    Optional<CallTicket> good = tickets.take(channel.account(), ticket, callId);
    if (good.isEmpty()) {
      return Optional.empty();
    }
    peer.introduced();
    Optional<TwilioLine> known = open.find(callId);
    if (known.filter(kind::isInstance).isPresent()) {
      known.get().attach(peer, stream);
      return known;
    }
    CallSite site =
        new CallSite(this, channel, good.get().call(), good.get().language(), timers, nanos);
    TwilioLine line = make.line(site, peer);
    open.add(callId, line);
    try {
      line.standUp(peer, stream);
      if (known.isPresent()) {
        known.get().moveTo(line);
      } else {
        line.begin(port.answer(line));
      }
    } catch (RuntimeException e) {
      open.remove(callId);
      throw e;
    }
    open.tellAnswered(callId, line);
    return Optional.of(line);
  }
}
