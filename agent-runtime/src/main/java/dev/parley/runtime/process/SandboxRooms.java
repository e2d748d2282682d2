package dev.parley.runtime.process;

import static dev.parley.config.store.generated.Tables.AGENTS;

import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.channel.sandbox.phone.PhoneLog;
import dev.parley.channel.sandbox.phone.SandboxLine;
import dev.parley.channel.sandbox.phone.SandboxPhone;
import dev.parley.channel.sandbox.twilio.Telephone;
import dev.parley.channel.sandbox.twilio.TwilioAccount;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sandbox.whatsapp.WhatsAppApp;
import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.channel.voice.CallLine;
import dev.parley.channel.voice.CallWords;
import dev.parley.config.binding.ChannelBinding;
import dev.parley.config.binding.ChannelConfig;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.messaging.ContactLeads;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;

/// Twilio and WhatsApp, simulated on this machine, with a number each that leads to the first
/// sample agent: for a local run, in which no vendor could reach this server anyway.
final class SandboxRooms implements AutoCloseable {
  private static final String SMS_NUMBER = "+12025550141";
  private static final String WHATSAPP_NUMBER = "+12025550142";
  private static final String WHATSAPP_NUMBER_ID = "106540352242922";
  private static final String VOICE_NUMBER = "+12025550143";
  private static final int CHANNELS_MAX = 200;

  private final TwilioSandbox twilio;
  private final WhatsAppSandbox whatsApp;
  private final boolean speaks;
  private final PhoneLog log = new PhoneLog();

  /// @param publicUrl where this server will be found
  /// @param speaks whether sound can be heard and spoken here; calls are carried as words otherwise
  SandboxRooms(URI publicUrl, boolean speaks) {
    this.speaks = speaks;
    twilio =
        new TwilioSandbox(TwilioAccount.made(), SandboxOptions.LOCAL, log.of(ChannelType.SMS))
            .onLoopback()
            .number(SMS_NUMBER, publicUrl.resolve("/hooks/twilio/sms"));
    twilio
        .telephone()
        .number(
            VOICE_NUMBER,
            publicUrl.resolve("/hooks/twilio/voice"),
            Optional.of(
                publicUrl.resolve(
                    "/hooks/twilio/voice/status?line=%2B" + VOICE_NUMBER.substring(1))));
    whatsApp =
        new WhatsAppSandbox(
                WhatsAppApp.made(),
                WhatsAppLimits.VENDOR,
                SandboxOptions.LOCAL,
                log.of(ChannelType.WHATSAPP))
            .onLoopback()
            .number(WHATSAPP_NUMBER_ID, WHATSAPP_NUMBER)
            .trust(publicUrl.resolve("/hooks/whatsapp"));
  }

  URI twilioUrl() {
    return twilio.url();
  }

  URI whatsAppUrl() {
    return whatsApp.url();
  }

  /// Gives the first tenant a channel at each simulated number, with today's credentials.
  ///
  /// @param agent whom they lead to, where they are new
  void connect(Database database, ChannelStore channels, String agent) {
    database.runInTenant(
        TenantId.DEFAULT,
        tx -> {
          List<ChannelBinding> present = channels.list(tx, Optional.empty(), CHANNELS_MAX);
          connect(tx, channels, present, agent, ChannelType.SMS, SMS_NUMBER, sms());
          connect(tx, channels, present, agent, ChannelType.VOICE, VOICE_NUMBER, voice());
          connect(
              tx, channels, present, agent, ChannelType.WHATSAPP, WHATSAPP_NUMBER, whatsAppApp());
        });
  }

  private static void connect(
      DSLContext tx,
      ChannelStore channels,
      List<ChannelBinding> present,
      String agent,
      ChannelType type,
      String number,
      ChannelConfig config) {
    Optional<ChannelBinding> known =
        present.stream()
            .filter(channel -> channel.type() == type)
            .filter(channel -> channel.address().filter(number::equals).isPresent())
            .findFirst();
    if (known.isPresent()) {
      channels.configure(tx, known.get().id(), config);
    } else if (isPublished(tx, agent)) {
      var _ = channels.addAddress(tx, TenantId.DEFAULT, type, agent, number, config);
    }
  }

  private static boolean isPublished(DSLContext tx, String agent) {
    return tx.fetchExists(
        AGENTS, AGENTS.AGENT.eq(agent), AGENTS.PUBLISHED.isNotNull(), AGENTS.DELETED_AT.isNull());
  }

  private ChannelConfig sms() {
    TwilioAccount account = twilio.account();
    return new ChannelConfig(
        Map.of("account_sid", account.accountSid()), Map.of("auth_token", account.authToken()));
  }

  private ChannelConfig voice() {
    TwilioAccount account = twilio.account();
    return new ChannelConfig(
        Map.of("account_sid", account.accountSid(), "carrier", speaks ? "media" : "relay"),
        Map.of("auth_token", account.authToken()));
  }

  private ChannelConfig whatsAppApp() {
    WhatsAppApp app = whatsApp.app();
    return new ChannelConfig(
        Map.of("phone_number_id", WHATSAPP_NUMBER_ID),
        Map.of(
            "access_token", app.accessToken(),
            "app_secret", app.appSecret(),
            "verify_token", app.verifyToken()));
  }

  /// The telephone's page, and the socket it calls by.
  ///
  /// @param names the name and the business of an agent of the first tenant, where it is published
  SandboxPhone phone(
      Database database,
      ChannelStore channels,
      Function<String, Optional<AgentName>> names,
      Optional<String> publicOrigin) {
    ContactLeads leads = new ContactLeads(database);
    return new SandboxPhone(
        twilio,
        whatsApp,
        log,
        () -> lines(database, channels, names),
        (line, addresses) -> leads.latest(line.channel(), line.number(), addresses),
        publicOrigin);
  }

  /// Captions for the telephone's page: the simulated carrier itself knows sound only.
  CallWords captions() {
    Telephone telephone = twilio.telephone();
    return new CallWords() {
      @Override
      public void said(String callId, long reply, CallLine.Sentence sentence) {
        telephone
            .handset(callId)
            .ifPresent(hand -> hand.caption(reply, sentence.text(), sentence.language()));
      }

      @Override
      public void cut(String callId, long reply, String heard) {
        telephone.handset(callId).ifPresent(hand -> hand.captionCut(reply, heard));
      }

      @Override
      public void understood(
          String callId, String text, Optional<String> language, boolean settled) {
        telephone
            .handset(callId)
            .ifPresent(hand -> hand.understood(text, language.orElse(""), settled));
      }
    };
  }

  /// Who answers.
  record AgentName(String agent, String business) {}

  private static List<SandboxLine> lines(
      Database database, ChannelStore channels, Function<String, Optional<AgentName>> names) {
    return database
        .inTenant(TenantId.DEFAULT, tx -> channels.list(tx, Optional.empty(), CHANNELS_MAX))
        .stream()
        .filter(SandboxRooms::isSimulated)
        .flatMap(channel -> names.apply(channel.agent()).map(name -> line(channel, name)).stream())
        .toList();
  }

  private static boolean isSimulated(ChannelBinding channel) {
    String address = channel.address().orElse("");
    return Set.of(SMS_NUMBER, WHATSAPP_NUMBER, VOICE_NUMBER).contains(address);
  }

  private static SandboxLine line(ChannelBinding channel, AgentName name) {
    String vendorId = channel.type() == ChannelType.WHATSAPP ? WHATSAPP_NUMBER_ID : "";
    return new SandboxLine(
        channel.type(), channel.address().orElse(""), vendorId, name.agent(), name.business());
  }

  @Override
  public void close() {
    twilio.close();
    whatsApp.close();
  }
}
