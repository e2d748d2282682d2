package dev.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.sandbox.elevenlabs.ElevenLabsSandbox;
import dev.parley.channel.sandbox.elevenlabs.SpeechFault;
import dev.parley.channel.sandbox.elevenlabs.SpeechPace;
import dev.parley.channel.sandbox.elevenlabs.ToySpeech;
import dev.parley.channel.speech.ElevenLabs;
import dev.parley.channel.speech.ElevenLabsSettings;
import dev.parley.channel.speech.RecognitionSettings;
import dev.parley.channel.speech.SocketSettings;
import dev.parley.channel.voice.SpeechRecognition;
import dev.parley.channel.voice.SpeechRecognition.Choice;
import dev.parley.channel.voice.SpeechRecognition.Listening;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The realtime recognition over real sockets, against the simulated vendor.
class ElevenLabsHearingIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Choice ENGLISH = new Choice(Optional.of("en-GB"), List.of("Sol Brilhante"));

  private final ElevenLabsSandbox vendor = ElevenLabsSandbox.start(7, SpeechPace.AT_ONCE);
  private final Heard heard = new Heard();
  private ElevenLabs speech;

  @BeforeEach
  void begin() {
    speech = speech(RecognitionSettings.DEFAULTS, vendor.key());
  }

  @AfterEach
  void end() {
    speech.close();
    vendor.close();
  }

  @Test
  void partialsGrowAndPausesSettleWordsOnceWithLanguageAndConfidence() {
    replace(waiting(RecognitionSettings.DEFAULTS.commitWithin(), SOON));
    try (Listening ear = speech.recognition().listen(ENGLISH, heard)) {
      say(ear, ToySpeech.say(ToySpeech.in("pt", "bom dia"), 20));
      say(ear, ToySpeech.silence(100));
      await().atMost(SOON).until(() -> heard.partials.contains("bom dia"));
      say(ear, ToySpeech.silence(800));

      await().atMost(SOON).until(() -> heard.committed.size() == 1);
      assertThat(heard.committed).containsExactly("bom dia");
      assertThat(heard.languages).containsExactly(Optional.of("pt"));
      assertThat(heard.confidences.getFirst().orElseThrow()).isBetween(0.9, 1.0);
      say(ear, ToySpeech.say("sim", 20));
      say(ear, ToySpeech.silence(800));
      await().atMost(SOON).until(() -> heard.committed.size() == 2);
      assertThat(heard.committed).containsExactly("bom dia", "sim");
    }
    assertThat(vendor.complaints()).isEmpty();
    assertThat(heard.troubles).isEmpty();
    await().atMost(SOON).until(() -> speech.openSockets() == 0 && vendor.openSockets() == 0);
  }

  @Test
  void detailsThatComeTooLateChangeNothingAndNothingIsSaidTwice() {
    vendor.pace(SpeechPace.AT_ONCE.withDetail(Duration.ofSeconds(3)));
    try (Listening ear = speech.recognition().listen(ENGLISH, heard)) {
      say(ear, ToySpeech.say("yes", 20));
      say(ear, ToySpeech.silence(800));
      await().atMost(SOON).until(() -> heard.committed.size() == 1);
      assertThat(heard.confidences.getFirst()).isEmpty();
      vendor.pace(SpeechPace.AT_ONCE);
      say(ear, ToySpeech.say("of course", 20));
      say(ear, ToySpeech.silence(800));

      await().atMost(SOON).until(() -> heard.committed.size() == 2);
      assertThat(heard.committed).containsExactly("yes", "of course");
    }
  }

  @Test
  void settlesWordsWhenAskedWhereTheVendorDoesNot() {
    RecognitionSettings base = RecognitionSettings.DEFAULTS;
    replace(
        new RecognitionSettings(
            base.model(),
            false,
            base.silence(),
            base.keep(),
            base.quietKeep(),
            base.keepAlive(),
            base.deafAfter(),
            base.commitWithin(),
            base.detailWithin()));
    try (Listening ear = speech.recognition().listen(ENGLISH, heard)) {
      say(ear, ToySpeech.together(ToySpeech.say("half past nine", 20), ToySpeech.silence(2_000)));
      await().atMost(SOON).until(() -> heard.partials.contains("half past nine"));
      assertThat(heard.committed).isEmpty();
      ear.commit();

      await().atMost(SOON).until(() -> heard.committed.size() == 1);
      ear.commit();
      ear.commit();
      say(ear, ToySpeech.say("tomorrow", 20));
      ear.commit();
      await().atMost(SOON).until(() -> heard.committed.size() == 2);
      assertThat(heard.committed).containsExactly("half past nine", "tomorrow");
      assertThat(heard.troubles).isEmpty();
    }
  }

  @Test
  void whatIsSaidBeforeTheSocketStandsIsHeard() {
    vendor.hearing().next(0, new SpeechFault.Refuse(503));
    try (Listening ear = speech.recognition().listen(ENGLISH, heard)) {
      say(ear, ToySpeech.together(ToySpeech.say("hello there", 20), ToySpeech.silence(800)));

      await().atMost(SOON).until(() -> heard.committed.contains("hello there"));
      assertThat(heard.troubles).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session_time_limit_exceeded",
        "insufficient_audio_activity",
        "rate_limited",
        "queue_overflow",
        "resource_exhausted",
        "transcriber_error",
        "error",
        "an_error_of_tomorrow"
      })
  void aBrokenSocketIsReplacedAndUnsettledSpeechSaidAgain(String error) {
    vendor.hearing().next(6, new SpeechFault.Fail(error));
    try (Listening ear = speech.recognition().listen(ENGLISH, heard)) {
      say(ear, ToySpeech.say("my number is 555 0100", 30));
      say(ear, ToySpeech.silence(800));

      await().atMost(SOON).until(() -> heard.committed.size() == 1);
      assertThat(heard.committed).containsExactly("my number is 555 0100");
      assertThat(heard.troubles).isEmpty();
      assertThat(vendor.complaints()).isEmpty();
    }
  }

  @Test
  void settledWordsAreNotSaidAgainOnTheNextSocket() {
    vendor.hearing().next(24, new SpeechFault.Close(1011));
    try (Listening ear = speech.recognition().listen(ENGLISH, heard)) {
      say(ear, ToySpeech.together(ToySpeech.say("first part", 60), ToySpeech.silence(800)));
      await().atMost(SOON).until(() -> heard.committed.size() == 1);
      say(ear, ToySpeech.together(ToySpeech.say("second part", 60), ToySpeech.silence(800)));

      await().atMost(SOON).until(() -> heard.committed.size() == 2);
      assertThat(heard.committed).containsExactly("first part", "second part");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth_error", "quota_exceeded", "unaccepted_terms", "invalid_request"})
  void givesUpOnceWhereNoSocketWouldDoBetter(String error) {
    vendor.hearing().next(0, new SpeechFault.Fail(error));
    Listening ear = speech.recognition().listen(ENGLISH, heard);

    await().atMost(SOON).until(() -> !heard.troubles.isEmpty());
    say(ear, ToySpeech.say("hello"));
    assertThat(heard.troubles).containsExactly("stt_" + error + " false");
    await().atMost(SOON).until(() -> speech.openSockets() == 0);
  }

  @Test
  void aWrongKeyIsToldAtOnce() {
    speech.close();
    speech = speech(RecognitionSettings.DEFAULTS, "sk_wrong");
    Listening unused = speech.recognition().listen(ENGLISH, heard);

    await().atMost(SOON).until(() -> !heard.troubles.isEmpty());
    assertThat(heard.troubles).containsExactly("stt_unauthorized false");
  }

  @Test
  void givesUpAfterAsManyAttemptsAsItMay() {
    for (int i = 0; i < 10; i++) {
      vendor.hearing().next(0, new SpeechFault.Refuse(500));
    }
    Listening unused = speech.recognition().listen(ENGLISH, heard);

    await().atMost(SOON).until(() -> !heard.troubles.isEmpty());
    assertThat(heard.troubles).containsExactly("stt_http_500 false");
  }

  @Test
  void aSocketThatOwesSettledWordsTooLongIsReplaced() {
    replace(waiting(Duration.ofSeconds(1), RecognitionSettings.DEFAULTS.detailWithin()));
    vendor.hearing().next(4, new SpeechFault.Mute());
    try (Listening ear = speech.recognition().listen(ENGLISH, heard)) {
      say(ear, ToySpeech.together(ToySpeech.say("anybody there", 30), ToySpeech.silence(800)));
      await().atMost(SOON).until(() -> !heard.partials.isEmpty());
      ear.commit();

      await().atMost(SOON).until(() -> !heard.committed.isEmpty());
      assertThat(heard.committed).containsExactly("anybody there");
      assertThat(heard.troubles).isEmpty();
    }
  }

  @Test
  void nothingIsToldAfterClose() {
    Listening ear = speech.recognition().listen(ENGLISH, heard);
    say(ear, ToySpeech.together(ToySpeech.say("hello", 20), ToySpeech.silence(800)));
    ear.close();
    int before = heard.partials.size() + heard.committed.size();
    ear.hear(Base64.getEncoder().encodeToString(ToySpeech.say("more")));
    ear.commit();

    await().atMost(SOON).until(() -> vendor.openSockets() == 0 && speech.openSockets() == 0);
    assertThat(heard.partials.size() + heard.committed.size()).isEqualTo(before);
  }

  private static RecognitionSettings waiting(Duration commitWithin, Duration detailWithin) {
    RecognitionSettings base = RecognitionSettings.DEFAULTS;
    return new RecognitionSettings(
        base.model(),
        base.vendorCommits(),
        base.silence(),
        base.keep(),
        base.quietKeep(),
        base.keepAlive(),
        base.deafAfter(),
        commitWithin,
        detailWithin);
  }

  private void replace(RecognitionSettings settings) {
    speech.close();
    speech = speech(settings, vendor.key());
  }

  private ElevenLabs speech(RecognitionSettings settings, String key) {
    return new ElevenLabs(
        ElevenLabsSettings.defaults(vendor.url(), Secret.of(key))
            .with(settings)
            .with(quick(Duration.ofSeconds(20))),
        Reach.LOCAL);
  }

  static SocketSettings quick(Duration open) {
    SocketSettings base = SocketSettings.DEFAULTS;
    return new SocketSettings(
        open,
        base.ping(),
        base.write(),
        base.queueBytesMax(),
        base.messageCharsMax(),
        3,
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        base.steady(),
        Duration.ofMillis(500),
        base.socketsMax());
  }

  /// As the carrier does: in frames of 20 ms.
  static void say(Listening ear, byte[] audio) {
    for (int at = 0; at < audio.length; at += 160) {
      byte[] frame = Arrays.copyOfRange(audio, at, Math.min(audio.length, at + 160));
      ear.hear(Base64.getEncoder().encodeToString(frame));
    }
  }

  private static final class Heard implements SpeechRecognition.Listener {
    final List<String> partials = new CopyOnWriteArrayList<>();
    final List<String> committed = new CopyOnWriteArrayList<>();
    final List<Optional<String>> languages = new CopyOnWriteArrayList<>();
    final List<OptionalDouble> confidences = new CopyOnWriteArrayList<>();
    final List<String> troubles = new CopyOnWriteArrayList<>();

    @Override
    public void partial(String text, Optional<String> language) {
      partials.add(text);
    }

    @Override
    public void committed(String text, Optional<String> language, OptionalDouble confidence) {
      languages.add(language);
      confidences.add(confidence);
      committed.add(text);
    }

    @Override
    public void trouble(String code, boolean usable) {
      troubles.add(code + " " + usable);
    }
  }
}
