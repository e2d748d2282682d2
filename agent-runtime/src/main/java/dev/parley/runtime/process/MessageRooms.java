package dev.parley.runtime.process;

import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.MessagePort;
import dev.parley.channel.MessageSender;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.http.OutgoingLimits;
import dev.parley.channel.sms.SmsSettings;
import dev.parley.channel.sms.SmsWebhook;
import dev.parley.channel.sms.TwilioSender;
import dev.parley.channel.whatsapp.WhatsAppSender;
import dev.parley.channel.whatsapp.WhatsAppSettings;
import dev.parley.channel.whatsapp.WhatsAppWebhook;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.messaging.Bindings;
import dev.parley.runtime.messaging.Messaging;
import dev.parley.runtime.messaging.MessagingSettings;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// SMS and WhatsApp, wired: the vendors' ways in and out, and what lies between.
record MessageRooms(
    Messaging messaging,
    MessagingSettings settings,
    SmsSettings sms,
    WhatsAppSettings whatsApp,
    OutgoingLimits limits) {

  /// @param publicUrl where the vendors reach this server
  /// @param sandbox who stands in for the vendors, if anybody
  static MessageRooms build(
      Settings settings,
      URI publicUrl,
      Optional<SandboxRooms> sandbox,
      Database database,
      Bindings bindings,
      EngineSource engines,
      Milestones milestones,
      Clock clock) {
    SmsSettings atTwilio = SmsSettings.read(settings, publicUrl);
    SmsSettings sms = sandbox.map(here -> atTwilio.at(here.twilioUrl())).orElse(atTwilio);
    WhatsAppSettings atMeta = WhatsAppSettings.read(settings);
    WhatsAppSettings whatsApp = sandbox.map(here -> atMeta.at(here.whatsAppUrl())).orElse(atMeta);
    OutgoingLimits limits = OutgoingLimits.read(settings);
    Map<ChannelType, MessageSender> senders =
        Map.of(
            ChannelType.SMS,
            new TwilioSender(sms, http(sms.apiUrl(), limits), clock),
            ChannelType.WHATSAPP,
            new WhatsAppSender(whatsApp, http(whatsApp.apiUrl(), limits), clock));
    MessagingSettings messaging =
        MessagingSettings.read(settings, whatsApp.serviceWindow(), limits.call());
    return new MessageRooms(
        new Messaging(database, bindings, engines, senders, messaging, milestones, clock),
        messaging,
        sms,
        whatsApp,
        limits);
  }

  /// Adds the vendors' webhooks.
  void addTo(HttpRouting.Builder routing, ChannelAccounts accounts, MessagePort port, Clock clock) {
    routing.register(new SmsWebhook(sms, accounts, port, clock));
    routing.register(new WhatsAppWebhook(whatsApp, accounts, port, clock));
  }

  /// A client of its own for a vendor.
  OutgoingHttp http(URI api) {
    return http(api, limits);
  }

  /// A vendor that is simulated on this machine may be reached there.
  private static OutgoingHttp http(URI api, OutgoingLimits limits) {
    boolean here = api.getScheme().equals("http");
    return new OutgoingHttp(here ? Reach.LOCAL : Reach.PUBLIC, limits);
  }
}
