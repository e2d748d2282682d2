package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.FaultPlan;
import dev.parley.channel.sandbox.Loopback;
import dev.parley.channel.sandbox.PhoneListener;
import dev.parley.channel.sandbox.SandboxOptions;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Twilio's messaging and telephone, simulated: mount it on a server and say where it is served,
/// or let it start on a port of its own. State is in memory and bounded. Thread-safe.
public final class TwilioSandbox implements HttpService, AutoCloseable {
  /// Requests at the same time beyond which an account is told 429.
  public static final int CONCURRENT_MAX = 100;

  private final Rooms rooms;
  private final Outgoing outgoing;
  private final Incoming incoming;
  private final MessageResource resource;
  private final Telephone telephone;
  private volatile @Nullable Loopback loopback;

  public TwilioSandbox(TwilioAccount account, SandboxOptions options, PhoneListener listener) {
    this(account, options, listener, CONCURRENT_MAX);
  }

  /// @param concurrentMax requests at the same time beyond which the account is told 429
  public TwilioSandbox(
      TwilioAccount account, SandboxOptions options, PhoneListener listener, int concurrentMax) {
    rooms = new Rooms(account, options, listener);
    outgoing = new Outgoing(rooms);
    incoming = new Incoming(rooms, outgoing);
    telephone = new Telephone(rooms);
    resource =
        new MessageResource(rooms, outgoing, new CallResource(rooms, telephone), concurrentMax);
  }

  /// A sandbox with an account of its own, on a port of its own.
  public static TwilioSandbox start(SandboxOptions options) {
    return new TwilioSandbox(TwilioAccount.made(), options, PhoneListener.NONE).onLoopback();
  }

  /// Serves itself on any free port of this machine, until closed.
  public TwilioSandbox onLoopback() {
    Loopback started = new Loopback(this);
    loopback = started;
    rooms.servedAt(started.url());
    return this;
  }

  /// Says where it is mounted: addresses of files begin like this.
  public TwilioSandbox servedAt(URI base) {
    rooms.servedAt(base);
    return this;
  }

  @Override
  public void routing(HttpRules rules) {
    resource.routing(rules);
  }

  /// What stands for `https://api.twilio.com`.
  public URI url() {
    return rooms.servedAt();
  }

  public TwilioAccount account() {
    return rooms.account;
  }

  /// Gives the account a number, or another hook to one it has.
  ///
  /// @param hook where messages to it are posted; may carry overrides as `#rc=2&rp=5xx`
  public TwilioSandbox number(String number, URI hook) {
    rooms.senders.number(number, new Senders.Hooks(hook, Optional.empty()));
    return this;
  }

  /// @param fallback where messages are posted that the hook did not take
  public TwilioSandbox number(String number, URI hook, URI fallback) {
    rooms.senders.number(number, new Senders.Hooks(hook, Optional.of(fallback)));
    return this;
  }

  /// Gives the account every number there is.
  public TwilioSandbox everyNumber(URI hook) {
    rooms.senders.everyNumber(hook);
    return this;
  }

  /// Gives the account a Messaging Service.
  ///
  /// @param advancedOptOut whether webhooks carry `OptOutType`
  public TwilioSandbox service(
      String sid,
      URI hook,
      Optional<URI> statusCallback,
      boolean advancedOptOut,
      List<String> numbers) {
    rooms.senders.service(
        new Senders.Service(sid, hook, statusCallback, advancedOptOut, List.copyOf(numbers)));
    return this;
  }

  /// A person who writes to the account's first number.
  public TwilioContact contact(String number) {
    return contact(
        number,
        rooms
            .senders
            .first()
            .orElseThrow(() -> new IllegalStateException("the account has no number yet")));
  }

  /// A person who writes to one of the account's numbers.
  public TwilioContact contact(String number, String business) {
    if (!MessageRequest.isE164(number)) {
      throw new IllegalArgumentException("a contact's number is written in E.164");
    }
    return new TwilioContact(rooms, incoming, number, business);
  }

  /// Calls of the same account.
  public Telephone telephone() {
    return telephone;
  }

  /// What goes wrong, and when.
  public FaultPlan faults() {
    return rooms.faults;
  }

  /// Every message taken from clients, oldest first.
  public List<AcceptedSms> accepted() {
    return rooms.messages.newestFirst().reversed().stream()
        .filter(message -> !message.direction().equals("inbound"))
        .map(AcceptedSms::of)
        .toList();
  }

  /// Messages no longer kept because there were too many; when it is above 0, [#accepted] lies.
  public int forgotten() {
    return rooms.messages.forgotten();
  }

  /// What Twilio's console would show: webhooks not taken, answers it could not read.
  public List<Alert> alerts() {
    return rooms.alerts();
  }

  /// Forged, unsigned and malformed webhooks that were not taken.
  public int refusedWebhooks() {
    return rooms.mail.refused();
  }

  /// Sends the scheduled messages whose time has come by the clock.
  public void sendDue() {
    outgoing.sendDue();
  }

  /// Webhooks the simulator itself could not send since the beginning: its bounds were met.
  public int lostWebhooks() {
    return rooms.courier.lost();
  }

  /// Waits until no webhook is under way.
  ///
  /// @return false when that took too long
  public boolean settle(Duration atMost) {
    return rooms.courier.settle(atMost);
  }

  @Override
  public void close() {
    telephone.close();
    rooms.courier.close();
    Loopback started = loopback;
    if (started != null) {
      started.close();
    }
  }
}
