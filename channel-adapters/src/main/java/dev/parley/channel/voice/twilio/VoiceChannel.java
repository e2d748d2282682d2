package dev.parley.channel.voice.twilio;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.twilio.TwilioAccount;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A voice channel as its owner set it up.
///
/// Settings, beside the account's: `carrier` (`media` or `relay`, the default), `voice` (the speech
/// vendor's id), `language_voices` (`es=id pt-BR=id`), `say_voice` (Twilio's own voice for what is
/// said when speech is out of order), `tts_provider`, `transcription_provider` and `speech_model`
/// (of the relay), `fallback` (`relay`, the default, or `goodbye`: what becomes of a call as sound
/// whose speech is lost for good), `recording` (`allowed` or `never`, the default),
/// `machine_detection` (`message_end`, the default, `start`, or `off`).
///
/// @param languageVoices by tag in lower case
/// @param fallsBack whether a call goes on as words where its speech is lost for good
public record VoiceChannel(
    TwilioAccount account,
    Carrier carrier,
    Optional<String> voice,
    Map<String, String> languageVoices,
    Optional<String> sayVoice,
    Map<String, String> relay,
    boolean fallsBack,
    boolean mayRecord,
    Optional<String> machineDetection) {
  static final String CARRIER = "carrier";
  static final String VOICE = "voice";
  static final String LANGUAGE_VOICES = "language_voices";
  static final String SAY_VOICE = "say_voice";
  static final String TTS_PROVIDER = "tts_provider";
  static final String TRANSCRIPTION_PROVIDER = "transcription_provider";
  static final String SPEECH_MODEL = "speech_model";
  static final String FALLBACK = "fallback";
  static final String RECORDING = "recording";
  static final String MACHINE_DETECTION = "machine_detection";

  private static final Pattern GAP = Pattern.compile("[\\s,;]+");

  /// How the words of a call travel.
  public enum Carrier {
    /// Sound, to and from speech vendors of ours.
    MEDIA,
    /// Words; Twilio hears and speaks.
    RELAY
  }

  public VoiceChannel {
    languageVoices = Map.copyOf(languageVoices);
    relay = Map.copyOf(relay);
  }

  /// Empty when the account cannot work: see [VoiceAccountRules].
  public static Optional<VoiceChannel> of(ChannelAccount account) {
    return TwilioAccount.of(account).map(twilio -> of(account, twilio));
  }

  private static VoiceChannel of(ChannelAccount account, TwilioAccount twilio) {
    var relay = new HashMap<String, String>();
    account.setting(TTS_PROVIDER).ifPresent(value -> relay.put("ttsProvider", value));
    account
        .setting(TRANSCRIPTION_PROVIDER)
        .ifPresent(value -> relay.put("transcriptionProvider", value));
    account.setting(SPEECH_MODEL).ifPresent(value -> relay.put("speechModel", value));
    return new VoiceChannel(
        twilio,
        account
            .setting(CARRIER)
            .filter("media"::equals)
            .map(_ -> Carrier.MEDIA)
            .orElse(Carrier.RELAY),
        account.setting(VOICE),
        account.setting(LANGUAGE_VOICES).map(VoiceChannel::voices).orElse(Map.of()),
        account.setting(SAY_VOICE),
        relay,
        account.setting(FALLBACK).filter("goodbye"::equals).isEmpty(),
        account.setting(RECORDING).filter("allowed"::equals).isPresent(),
        detection(account.setting(MACHINE_DETECTION).orElse("message_end")));
  }

  /// The speech vendor's voice for a language; empty for the vendor's default.
  public Optional<String> voiceFor(String language) {
    String tag = language.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(languageVoices.get(tag))
        .or(() -> Optional.ofNullable(languageVoices.get(tag.split("-", 2)[0])))
        .or(() -> voice);
  }

  /// The same with speech that is not of the vendor whose speech was lost, unless the owner named
  /// one for the relay.
  VoiceChannel byOthersSpeech() {
    if (relay.containsKey("ttsProvider")) {
      return this;
    }
    var others = new HashMap<>(relay);
    others.put("ttsProvider", "Google");
    return new VoiceChannel(
        account,
        carrier,
        Optional.empty(),
        Map.of(),
        sayVoice,
        others,
        fallsBack,
        mayRecord,
        machineDetection);
  }

  private static Map<String, String> voices(String text) {
    var voices = new HashMap<String, String>();
    for (String pair : GAP.split(text.strip())) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        voices.put(pair.substring(0, equals).toLowerCase(Locale.ROOT), pair.substring(equals + 1));
      }
    }
    return voices;
  }

  private static Optional<String> detection(String setting) {
    return switch (setting) {
      case "off" -> Optional.empty();
      case "start" -> Optional.of("Enable");
      default -> Optional.of("DetectMessageEnd");
    };
  }
}
