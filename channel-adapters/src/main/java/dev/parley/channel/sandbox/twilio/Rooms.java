package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Courier;
import dev.parley.channel.sandbox.FaultPlan;
import dev.parley.channel.sandbox.Mail;
import dev.parley.channel.sandbox.PhoneListener;
import dev.parley.channel.sandbox.Phones;
import dev.parley.channel.sandbox.SandboxOptions;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the parts of one simulated account share.
final class Rooms {
  private static final int ALERTS_MAX = 1_000;

  final TwilioAccount account;
  final SandboxOptions options;
  final Senders senders = new Senders();
  final OptOuts optOuts = new OptOuts();
  final MediaStore media = new MediaStore();
  final Fates fates = new Fates();
  final Messages messages;
  final Phones phones;
  final FaultPlan faults;
  final Courier courier;
  final Mail mail;
  private final List<Alert> alerts = new ArrayList<>();
  private volatile URI servedAt = URI.create("http://127.0.0.1");

  Rooms(TwilioAccount account, SandboxOptions options, PhoneListener listener) {
    this.account = account;
    this.options = options;
    messages = new Messages(options.messagesMax());
    phones = new Phones(listener);
    faults = new FaultPlan(options.seed());
    courier = new Courier(options);
    mail = new Mail(courier, faults, this::alert);
  }

  Instant now() {
    return options.clock().instant();
  }

  URI servedAt() {
    return servedAt;
  }

  void servedAt(URI base) {
    servedAt = base;
  }

  void alert(Alert alert) {
    synchronized (alerts) {
      if (alerts.size() < ALERTS_MAX) {
        alerts.add(alert);
      }
    }
  }

  List<Alert> alerts() {
    synchronized (alerts) {
      return List.copyOf(alerts);
    }
  }
}
