package dev.parley.channel.voice.twilio;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallLine;
import dev.parley.channel.voice.Welcome;
import dev.parley.channel.voice.twilio.VoiceChannel.Carrier;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/// What Twilio is told to do with a call. Thread-safe.
final class CallTwiml {
  static final String EMPTY = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

  /// In a query: the call goes on by other means than its channel's.
  static final String FELL_BACK = "fell_back";

  private final VoiceSettings settings;
  private final CallTickets tickets;
  private final CallHooks hooks;
  private final boolean speaks;
  private final Clock clock;

  CallTwiml(VoiceSettings settings, CallTickets tickets, boolean speaks, Clock clock) {
    this.settings = settings;
    this.tickets = tickets;
    this.speaks = speaks;
    this.clock = clock;
    this.hooks = new CallHooks(settings.publicUrl());
  }

  /// Ties the call to a socket of ours.
  ///
  /// @param by what carries it
  /// @param tries sockets of this call that were lost in a row
  String connect(
      VoiceChannel channel, CallDetails call, Welcome.Take welcome, Carrier by, int tries) {
    return connect(new Twiml(), channel, call, welcome, by, tries).done();
  }

  /// Says something and ties the call to a socket again.
  String sayAndConnect(
      VoiceChannel channel,
      CallDetails call,
      Welcome.Take welcome,
      Carrier by,
      CallLine.Sentence sentence) {
    Twiml twiml = new Twiml().say(channel, sentence.language(), sentence.text());
    return connect(twiml, channel, call, welcome, by, 0).done();
  }

  String sayAndHangUp(VoiceChannel channel, CallLine.Sentence sentence) {
    return new Twiml().say(channel, sentence.language(), sentence.text()).hangUp().done();
  }

  static String announce(Announcement announcement, String language) {
    return new Twiml()
        .say(announcement.spoken(language), announcement.in(language))
        .hangUp()
        .done();
  }

  static String hangUp() {
    return new Twiml().hangUp().done();
  }

  /// Rings a person; who picks up is told the brief first.
  String dial(VoiceChannel channel, CallDetails call, CallLine.Transfer transfer) {
    var dial = new LinkedHashMap<String, String>();
    dial.put("action", hooks.url(channel, VoiceWebhook.DIALLED_PATH, "call=" + call.callId()));
    dial.put("method", "POST");
    dial.put("timeout", Long.toString(settings.ring().toSeconds()));
    dial.put("callerId", call.business());
    var number = new LinkedHashMap<String, String>();
    number.put("url", hooks.url(channel, VoiceWebhook.WHISPER_PATH, "call=" + call.callId()));
    number.put("method", "POST");
    return new Twiml()
        .open("Dial", dial)
        .open("Number", number)
        .text(transfer.to())
        .close("Number")
        .close("Dial")
        .done();
  }

  static String whisper(String text, String language) {
    return new Twiml().say(language, text).done();
  }

  private Twiml connect(
      Twiml twiml,
      VoiceChannel channel,
      CallDetails call,
      Welcome.Take welcome,
      Carrier by,
      int tries) {
    boolean fellBack = by != carrier(channel);
    var connect = new LinkedHashMap<String, String>();
    connect.put(
        "action",
        hooks.url(
            channel,
            VoiceWebhook.AFTER_PATH,
            "tries="
                + tries
                + "&since="
                + clock.instant().getEpochSecond()
                + (fellBack ? "&" + FELL_BACK + "=1" : "")));
    connect.put("method", "POST");
    twiml.open("Connect", connect);
    String socket = socket(channel, by);
    String ticket = tickets.make(channel.account(), new CallTicket(call, welcome.language()));
    Map<String, String> parameter = new LinkedHashMap<>();
    parameter.put("name", "ticket");
    parameter.put("value", ticket);
    String element = by == Carrier.MEDIA ? "Stream" : "ConversationRelay";
    if (by == Carrier.MEDIA) {
      twiml.open(element, Map.of("url", socket));
    } else {
      relay(twiml, fellBack ? channel.byOthersSpeech() : channel, welcome, socket);
    }
    return twiml.open("Parameter", parameter).close("Parameter").close(element).close("Connect");
  }

  private static void relay(
      Twiml twiml, VoiceChannel channel, Welcome.Take welcome, String socket) {
    var relay = new LinkedHashMap<String, String>();
    relay.put("url", socket);
    relay.put("language", Languages.region(welcome.language()));
    relay.put("transcriptionProvider", "Deepgram");
    relay.put("dtmfDetection", "true");
    relay.put("interruptible", "any");
    relay.put("reportInputDuringAgentSpeech", "any");
    relay.put("ignoreBackchannel", "true");
    relay.put("events", "speaker-events tokens-played");
    if (!welcome.hints().isEmpty()) {
      relay.put("hints", String.join(",", welcome.hints()).replaceAll("[\\r\\n]", " "));
    }
    relay.putAll(channel.relay());
    channel.voiceFor(welcome.language()).ifPresent(voice -> relay.put("voice", voice));
    twiml.open("ConversationRelay", relay);
    for (String language : welcome.languages()) {
      var child = new LinkedHashMap<String, String>();
      child.put("code", Languages.region(language));
      channel.relay().forEach(child::put);
      channel.voiceFor(language).ifPresent(voice -> child.put("voice", voice));
      twiml.open("Language", child).close("Language");
    }
  }

  /// What carries a channel's calls, unless something breaks.
  Carrier carrier(VoiceChannel channel) {
    return speaks ? channel.carrier() : Carrier.RELAY;
  }

  /// Queries are not supported there; the number tells whose token signs the request.
  private String socket(VoiceChannel channel, Carrier by) {
    String carrier = by == Carrier.MEDIA ? "media/" : "relay/";
    return settings.socketUrl() + "/twilio/" + carrier + CallHooks.digits(channel);
  }
}
