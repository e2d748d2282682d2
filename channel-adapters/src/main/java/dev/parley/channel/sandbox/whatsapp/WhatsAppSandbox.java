package dev.parley.channel.sandbox.whatsapp;

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
import org.jspecify.annotations.Nullable;

/// The WhatsApp Cloud API, simulated: mount it on a server and say where it is served, or let it
/// start on a port of its own. State is in memory and bounded. Thread-safe.
public final class WhatsAppSandbox implements HttpService, AutoCloseable {
  private final Rooms rooms;
  private final Incoming incoming;
  private final GraphResource resource;
  private volatile @Nullable Loopback loopback;

  public WhatsAppSandbox(
      WhatsAppApp app, WhatsAppLimits limits, SandboxOptions options, PhoneListener listener) {
    rooms = new Rooms(app, limits, options, listener);
    incoming = new Incoming(rooms);
    resource = new GraphResource(rooms, new Outgoing(rooms));
  }

  /// A sandbox with an app of its own, the vendor's limits and a port of its own.
  public static WhatsAppSandbox start(SandboxOptions options) {
    return start(WhatsAppLimits.VENDOR, options);
  }

  public static WhatsAppSandbox start(WhatsAppLimits limits, SandboxOptions options) {
    return new WhatsAppSandbox(WhatsAppApp.made(), limits, options, PhoneListener.NONE)
        .onLoopback();
  }

  /// Serves itself on any free port of this machine, until closed.
  public WhatsAppSandbox onLoopback() {
    Loopback started = new Loopback(this);
    loopback = started;
    rooms.servedAt(started.url());
    return this;
  }

  /// Says where it is mounted: addresses of files begin like this.
  public WhatsAppSandbox servedAt(URI base) {
    rooms.servedAt(base);
    return this;
  }

  @Override
  public void routing(HttpRules rules) {
    resource.routing(rules);
  }

  /// What stands for `https://graph.facebook.com`.
  public URI url() {
    return rooms.servedAt();
  }

  public WhatsAppApp app() {
    return rooms.app;
  }

  /// Gives the business a number.
  ///
  /// @param phoneNumberId as Graph names it
  /// @param number in E.164
  public WhatsAppSandbox number(String phoneNumberId, String number) {
    rooms.number(new BusinessNumber(phoneNumberId, number.substring(1)));
    return this;
  }

  public WhatsAppSandbox template(Template template) {
    rooms.templates.add(template);
    return this;
  }

  /// Subscribes our server's hook, after it answered the challenge.
  ///
  /// @return whether it did; when not, the hook stays as it was
  public boolean subscribe(URI hook) {
    return rooms.webhooks.subscribe(hook);
  }

  /// Subscribes a hook without asking it, for a server that is about to start.
  public WhatsAppSandbox trust(URI hook) {
    rooms.webhooks.trust(hook);
    return this;
  }

  /// A person who writes to the business's first number.
  ///
  /// @param number in E.164
  public WhatsAppContact contact(String number) {
    return contact(number, first().id());
  }

  /// A person who writes to one of the business's numbers.
  public WhatsAppContact contact(String number, String phoneNumberId) {
    return contact(rooms.users.byPhone(number.replaceFirst("^\\+", "")), business(phoneNumberId));
  }

  /// A person who hides the number.
  ///
  /// @param userId such as `US.13491208655302741918`
  public WhatsAppContact contactById(String userId) {
    return contact(rooms.users.byId(userId), first());
  }

  private WhatsAppContact contact(WhatsAppUser user, BusinessNumber number) {
    return new WhatsAppContact(rooms, incoming, number, user);
  }

  private BusinessNumber business(String phoneNumberId) {
    return rooms
        .number(phoneNumberId)
        .orElseThrow(() -> new IllegalStateException("the business has no such number"));
  }

  private BusinessNumber first() {
    return rooms.numbers().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the business has no number yet"));
  }

  /// Everything contacts do within, on this thread, arrives in one webhook.
  public void together(Runnable doings) {
    incoming.together(doings);
  }

  /// What goes wrong, and when.
  public FaultPlan faults() {
    return rooms.faults;
  }

  /// Every message taken from clients, oldest first.
  public List<AcceptedWhatsApp> accepted() {
    return rooms.accepted.all();
  }

  /// Messages no longer kept because there were too many; when it is above 0, [#accepted] lies.
  public int forgotten() {
    return rooms.accepted.forgotten();
  }

  /// Webhooks given up, and forged ones that were taken.
  public List<Alert> alerts() {
    return rooms.alerts();
  }

  /// Forged, unsigned and malformed webhooks that were not taken.
  public int refusedWebhooks() {
    return rooms.webhooks.refused();
  }

  /// Webhooks the simulator itself could not send since the beginning: its bounds were met.
  public int lostWebhooks() {
    return rooms.courier.lost();
  }

  /// Waits until no webhook is under way and none waits for its retry.
  ///
  /// @return false when that took too long
  public boolean settle(Duration atMost) {
    return rooms.courier.settle(atMost);
  }

  @Override
  public void close() {
    rooms.courier.close();
    Loopback started = loopback;
    if (started != null) {
      started.close();
    }
  }
}
