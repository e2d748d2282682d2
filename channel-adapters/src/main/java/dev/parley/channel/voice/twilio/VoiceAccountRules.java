package dev.parley.channel.voice.twilio;

import dev.parley.channel.AccountProblem;
import dev.parley.channel.AccountRules;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.twilio.TwilioAccount;
import java.util.List;
import java.util.regex.Pattern;

/// What a voice channel's account must hold. Names are listed at [VoiceChannel].
public final class VoiceAccountRules {
  private static final Pattern CARRIERS = Pattern.compile("media|relay");
  private static final Pattern VOICE = Pattern.compile("[A-Za-z0-9._+:-]{1,100}");
  private static final Pattern VOICES =
      Pattern.compile("([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*=[A-Za-z0-9._+:-]{1,100}[\\s,;]*)+");
  private static final Pattern TTS = Pattern.compile("ElevenLabs|Google|Amazon");
  private static final Pattern TRANSCRIPTION = Pattern.compile("Deepgram|Google");
  private static final Pattern MODEL = Pattern.compile("[a-z0-9_-]{1,60}");
  private static final Pattern FALLBACK = Pattern.compile("relay|goodbye");
  private static final Pattern RECORDING = Pattern.compile("allowed|never");
  private static final Pattern DETECTION = Pattern.compile("message_end|start|off");

  private VoiceAccountRules() {}

  /// Everything that is wrong; empty when the account can be used.
  ///
  /// @param speaks whether this server has speech of its own, which `media` needs
  public static List<AccountProblem> problems(ChannelAccount account, boolean speaks) {
    if (account.setting(VoiceChannel.CARRIER).filter("media"::equals).isPresent() && !speaks) {
      return List.of(
          new AccountProblem(
              "settings.carrier",
              "no_speech",
              "The carrier media needs speech, and this server has no key of a speech vendor;"
                  + " give it one, or use relay."));
    }
    return new AccountRules(account)
        .required(TwilioAccount.ACCOUNT_SID, TwilioAccount.ACCOUNT_SIDS, "AC and 32 hex digits")
        .optional(TwilioAccount.API_KEY_SID, TwilioAccount.KEY_SIDS, "SK and 32 hex digits")
        .optional(VoiceChannel.CARRIER, CARRIERS, "media or relay")
        .optional(VoiceChannel.VOICE, VOICE, "the speech vendor's id of a voice")
        .optional(VoiceChannel.LANGUAGE_VOICES, VOICES, "tags and voices such as es=id pt-BR=id")
        .optional(VoiceChannel.SAY_VOICE, VOICE, "a voice of Twilio's such as Polly.Joanna-Neural")
        .optional(VoiceChannel.TTS_PROVIDER, TTS, "ElevenLabs, Google or Amazon")
        .optional(VoiceChannel.TRANSCRIPTION_PROVIDER, TRANSCRIPTION, "Deepgram or Google")
        .optional(VoiceChannel.SPEECH_MODEL, MODEL, "a model's name such as nova-3-general")
        .optional(VoiceChannel.FALLBACK, FALLBACK, "relay or goodbye")
        .optional(VoiceChannel.RECORDING, RECORDING, "allowed or never")
        .optional(VoiceChannel.MACHINE_DETECTION, DETECTION, "message_end, start or off")
        .requiredSecret(TwilioAccount.AUTH_TOKEN, "the account's auth token, which signs webhooks")
        .optionalSecret(TwilioAccount.AUTH_TOKEN_PREVIOUS)
        .optionalSecret(TwilioAccount.API_KEY_SECRET)
        .together(TwilioAccount.API_KEY_SID, TwilioAccount.API_KEY_SECRET)
        .problems();
  }
}
