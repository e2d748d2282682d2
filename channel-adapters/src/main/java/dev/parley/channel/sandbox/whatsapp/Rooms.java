package dev.parley.channel.sandbox.whatsapp;

import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Courier;
import dev.parley.channel.sandbox.FaultPlan;
import dev.parley.channel.sandbox.Mail;
import dev.parley.channel.sandbox.PhoneListener;
import dev.parley.channel.sandbox.Phones;
import dev.parley.channel.sandbox.Recent;
import dev.parley.channel.sandbox.SandboxOptions;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the parts of one simulated business account share.
final class Rooms {
  private static final int ALERTS_MAX = 1_000;

  final WhatsAppApp app;
  final SandboxOptions options;
  final Users users = new Users();
  final Templates templates = new Templates();
  final Limits limits;
  final Files files;
  final Wamids wamids;
  final Recent<String, AcceptedWhatsApp> accepted;
  final Phones phones;
  final FaultPlan faults;
  final Courier courier;
  final Webhooks webhooks;
  private final Map<String, BusinessNumber> numbers = new LinkedHashMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private volatile URI servedAt = URI.create("http://127.0.0.1");

  Rooms(WhatsAppApp app, WhatsAppLimits limits, SandboxOptions options, PhoneListener listener) {
    this.app = app;
    this.options = options;
    this.limits = new Limits(limits, options.clock());
    files = new Files(options.clock(), limits.mediaUrl());
    wamids = new Wamids(options.messagesMax() * 2);
    accepted = new Recent<>(options.messagesMax());
    phones = new Phones(listener);
    faults = new FaultPlan(options.seed());
    courier = new Courier(options);
    webhooks = new Webhooks(app, options.pace(), courier, new Mail(courier, faults, this::alert));
  }

  Instant now() {
    return options.clock().instant();
  }

  String epochSeconds() {
    return Long.toString(now().getEpochSecond());
  }

  void number(BusinessNumber number) {
    synchronized (numbers) {
      numbers.put(number.id(), number);
    }
  }

  Optional<BusinessNumber> number(String phoneNumberId) {
    synchronized (numbers) {
      return Optional.ofNullable(numbers.get(phoneNumberId));
    }
  }

  List<BusinessNumber> numbers() {
    synchronized (numbers) {
      return List.copyOf(numbers.values());
    }
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
