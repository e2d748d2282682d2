package dev.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.sandbox.elevenlabs.ElevenLabsSandbox;
import dev.parley.channel.sandbox.elevenlabs.SpeechFault;
import dev.parley.channel.sandbox.elevenlabs.SpeechPace;
import dev.parley.channel.sandbox.elevenlabs.SpokenSentence;
import dev.parley.channel.sandbox.elevenlabs.ToySpeech;
import dev.parley.channel.speech.ElevenLabs;
import dev.parley.channel.speech.ElevenLabsSettings;
import dev.parley.channel.speech.ElevenLabsSettings.Cache;
import dev.parley.channel.speech.SynthesisSettings;
import dev.parley.channel.voice.SpeechSynthesis;
import dev.parley.channel.voice.SpeechSynthesis.Audio;
import dev.parley.channel.voice.SpeechSynthesis.Choice;
import dev.parley.channel.voice.SpeechSynthesis.Speaking;
import dev.parley.channel.voice.SpeechSynthesis.Timed;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The multi-context synthesis over real sockets, against the simulated vendor.
class ElevenLabsSpeakingIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Choice ANA = new Choice(Optional.of("ana"), "en");

  private final ElevenLabsSandbox vendor = ElevenLabsSandbox.start(11, SpeechPace.AT_ONCE);
  private final Said said = new Said();
  private ElevenLabs speech;

  @BeforeEach
  void begin() {
    speech = speech(vendor.key(), SynthesisSettings.DEFAULTS, Cache.DEFAULTS);
  }

  @AfterEach
  void end() {
    speech.close();
    vendor.close();
  }

  @Test
  void aReplyIsOneContextFlushedAtItsEndAndDoneWhenAllIsGiven() {
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      mouth.say(1, "Thanks for calling!", "en");
      mouth.say(1, "Do you have two minutes?", "en");
      mouth.finish(1);

      await().atMost(SOON).until(() -> said.done.contains(1L));
      assertThat(said.text(1)).isEqualTo("Thanks for calling! Do you have two minutes? ");
      assertThat(said.words(1)).startsWith(new Timed("Thanks ", 0), new Timed("for ", 420));
      assertThat(vendor.said().stream().map(SpokenSentence::context).distinct()).hasSize(1);
      assertThat(vendor.said().getFirst().voice()).isEqualTo("ana");
    }
    assertThat(vendor.complaints()).isEmpty();
    assertThat(said.troubles).isEmpty();
    await().atMost(SOON).until(() -> speech.openSockets() == 0 && vendor.openSockets() == 0);
  }

  @Test
  void nothingOfAReplyThatWasCutArrivesAndTheNextIsHeard() {
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      mouth.say(1, "A long sentence nobody wants to hear any more.", "en");
      mouth.cut(1);
      int given = said.text(1).length();
      mouth.say(1, "Never said.", "en");
      mouth.say(2, "As you like.", "en");
      mouth.finish(2);

      await().atMost(SOON).until(() -> said.done.contains(2L));
      assertThat(said.text(2)).isEqualTo("As you like. ");
      assertThat(said.text(1)).hasSize(given);
      assertThat(said.done).doesNotContain(1L);
      assertThat(vendor.said()).noneMatch(sentence -> sentence.text().contains("Never"));
    }
    assertThat(vendor.complaints()).isEmpty();
  }

  @Test
  void waitsForAPlaceWhereFiveContextsAreStillEnding() {
    vendor.pace(SpeechPace.AT_ONCE.withEnded(Duration.ofMillis(400)));
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      for (long reply = 1; reply <= 12; reply++) {
        mouth.say(reply, "Reply number " + reply + ".", "en");
        if (reply % 2 == 0) {
          mouth.cut(reply);
        } else {
          mouth.finish(reply);
        }
      }
      await().atMost(SOON).until(() -> said.done.containsAll(List.of(1L, 3L, 5L, 7L, 9L, 11L)));
      assertThat(said.text(11)).isEqualTo("Reply number 11. ");
      assertThat(said.text(12)).isEmpty();
    }
    assertThat(vendor.complaints()).isEmpty();
  }

  @Test
  void takesAnotherSocketWherePlacesAreNeverFreed() {
    vendor.pace(SpeechPace.AT_ONCE.withEnded(Duration.ofMinutes(1)));
    SynthesisSettings base = SynthesisSettings.DEFAULTS;
    replace(settings(base, Duration.ofSeconds(5), Duration.ofMillis(300)), Cache.DEFAULTS);
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      for (long reply = 1; reply <= 7; reply++) {
        mouth.say(reply, "Reply number " + reply + ".", "en");
        mouth.finish(reply);
      }
      await().atMost(SOON).until(() -> said.done.size() == 7);
      assertThat(said.text(7)).isEqualTo("Reply number 7. ");
      assertThat(said.troubles).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max_active_conversations",
        "input_timeout_exceeded",
        "invalid_input_message",
        "new_error"
      })
  void aBrokenSocketIsReplacedAndOnlyWhatWasNotGivenIsSaidAgain(String error) {
    vendor.speaking().next(3, new SpeechFault.Fail(error));
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      mouth.say(1, "First sentence.", "en");
      await().atMost(SOON).until(() -> said.text(1).equals("First sentence. "));
      mouth.say(1, "Second sentence.", "en");
      mouth.say(1, "Third sentence.", "en");
      mouth.finish(1);

      await().atMost(SOON).until(() -> said.done.contains(1L));
      assertThat(said.text(1)).isEqualTo("First sentence. Second sentence. Third sentence. ");
      assertThat(said.troubles).isEmpty();
    }
    assertThat(vendor.complaints()).isEmpty();
  }

  @Test
  void aMuteVendorIsFoundOutByTheSilenceOfItsContext() {
    vendor.speaking().next(1, new SpeechFault.Mute());
    replace(
        settings(SynthesisSettings.DEFAULTS, Duration.ofSeconds(2), Duration.ofSeconds(2)),
        Cache.DEFAULTS);
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      mouth.say(1, "Can you hear me?", "en");
      mouth.finish(1);

      await().atMost(SOON).until(() -> said.done.contains(1L));
      assertThat(said.text(1)).isEqualTo("Can you hear me? ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quota_exceeded", "voice_not_found", "detected_unusual_activity"})
  void givesUpOnceWhereNoSocketWouldDoBetter(String error) {
    vendor.speaking().next(2, new SpeechFault.Fail(error));
    Speaking mouth = speech.synthesis().speak(ANA, said);
    mouth.say(4, "Hello.", "en");
    mouth.finish(4);

    await().atMost(SOON).until(() -> !said.troubles.isEmpty());
    mouth.say(5, "Hello?", "en");
    assertThat(said.troubles).containsExactly("4 tts_" + error + " false");
    await().atMost(SOON).until(() -> speech.openSockets() == 0);
  }

  @Test
  void aWrongKeyIsToldAtOnce() {
    speech.close();
    speech = speech("sk_wrong", SynthesisSettings.DEFAULTS, Cache.DEFAULTS);
    Speaking unused = speech.synthesis().speak(ANA, said);

    await().atMost(SOON).until(() -> !said.troubles.isEmpty());
    assertThat(said.troubles).containsExactly("0 tts_unauthorized false");
  }

  @Test
  void anotherLanguageIsAnotherSocketAndTheOldOneEnds() {
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      mouth.say(1, "One moment.", "en-GB");
      mouth.finish(1);
      mouth.say(2, "Bom dia!", "pt-BR");
      mouth.finish(2);

      await().atMost(SOON).until(() -> said.done.containsAll(List.of(1L, 2L)));
      assertThat(vendor.said().stream().map(SpokenSentence::language))
          .containsExactlyInAnyOrder("en", "pt");
      await().atMost(SOON).until(() -> vendor.openSockets() == 1);
    }
  }

  @Test
  void silenceOfOursKeepsTheSocket() {
    vendor.pace(SpeechPace.AT_ONCE.withInactivity(Duration.ofSeconds(6)));
    SynthesisSettings base = SynthesisSettings.DEFAULTS;
    replace(
        new SynthesisSettings(
            base.model(),
            base.voice(),
            base.tone(),
            5,
            base.audioWithin(),
            base.muteMax(),
            base.slotWithin(),
            Duration.ofMillis(300),
            base.inactivity(),
            base.replyCharsMax()),
        Cache.DEFAULTS);
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      mouth.say(1, "Let me think.", "en");
      long until = System.nanoTime() + Duration.ofSeconds(7).toNanos();
      await().atMost(SOON).until(() -> System.nanoTime() > until);
      mouth.say(1, "Done.", "en");
      mouth.finish(1);
      await().atMost(SOON).until(() -> said.done.contains(1L));
      assertThat(said.text(1)).isEqualTo("Let me think. Done. ");
      assertThat(vendor.said().stream().map(SpokenSentence::context).distinct()).hasSize(1);
    }
    assertThat(vendor.complaints()).isEmpty();
  }

  @Test
  void fixedSentencesAreSpokenInAdvanceAndSaidInTheirPlaceWithoutTheVendor() {
    vendor.nextHttp(429);
    prepare("I'm Ana, an AI assistant.", "And your e-mail?");
    assertThat(vendor.httpCalls()).isEqualTo(3);
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      mouth.say(1, "I'm Ana, an AI assistant.", "en");
      assertThat(said.text(1)).isEqualTo("I'm Ana, an AI assistant.");
      mouth.say(1, "Lovely.", "en");
      mouth.say(1, "And your e-mail?", "en");
      mouth.finish(1);

      await().atMost(SOON).until(() -> said.done.contains(1L));
      assertThat(said.text(1)).isEqualTo("I'm Ana, an AI assistant.Lovely. And your e-mail?");
      assertThat(said.words(1)).contains(new Timed("e-mail?", 9 * 60));
    }
  }

  @Test
  void fixedSpeechOutlivesTheProcess(@TempDir Path folder) {
    Cache cache = new Cache(1 << 20, 1 << 20, Optional.of(folder), 2);
    replace(SynthesisSettings.DEFAULTS, cache);
    prepare("Thanks, and have a sunny day!");
    assertThat(vendor.httpCalls()).isEqualTo(1);
    replace(SynthesisSettings.DEFAULTS, cache);
    prepare("Thanks, and have a sunny day!");

    assertThat(vendor.httpCalls()).isEqualTo(1);
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      mouth.say(1, "Thanks, and have a sunny day!", "en");
      mouth.finish(1);
      assertThat(said.text(1)).isEqualTo("Thanks, and have a sunny day!");
      assertThat(said.done).containsExactly(1L);
    }
  }

  @Test
  void memoryForFixedSpeechIsBounded() {
    replace(SynthesisSettings.DEFAULTS, new Cache(20_000, 1 << 20, Optional.empty(), 1));
    prepare("The first fixed sentence.");
    prepare("The second fixed sentence.");
    try (Speaking mouth = speech.synthesis().speak(ANA, said)) {
      mouth.say(1, "The second fixed sentence.", "en");
      assertThat(said.text(1)).isNotEmpty();
      mouth.say(2, "The first fixed sentence.", "en");
      assertThat(said.text(2)).isEmpty();
      mouth.finish(2);
      await().atMost(SOON).until(() -> said.done.contains(2L));
    }
  }

  private void prepare(String... sentences) {
    speech.synthesis().prepare(ANA, List.of(sentences));
    await().atMost(SOON).until(() -> speech.preparing() == 0);
  }

  private void replace(SynthesisSettings settings, Cache cache) {
    speech.close();
    speech = speech(vendor.key(), settings, cache);
  }

  private ElevenLabs speech(String key, SynthesisSettings settings, Cache cache) {
    return new ElevenLabs(
        ElevenLabsSettings.defaults(vendor.url(), Secret.of(key))
            .with(settings)
            .with(ElevenLabsHearingIT.quick(Duration.ofSeconds(20)))
            .with(cache),
        Reach.LOCAL);
  }

  private static SynthesisSettings settings(SynthesisSettings base, Duration audio, Duration slot) {
    return new SynthesisSettings(
        base.model(),
        base.voice(),
        base.tone(),
        base.contextsMax(),
        audio,
        base.muteMax(),
        slot,
        base.keepAlive(),
        base.inactivity(),
        base.replyCharsMax());
  }

  private static final class Said implements SpeechSynthesis.Sink {
    final Map<Long, List<Audio>> audio = new ConcurrentHashMap<>();
    final List<Long> done = new CopyOnWriteArrayList<>();
    final List<String> troubles = new CopyOnWriteArrayList<>();

    @Override
    public void audio(long reply, Audio piece) {
      audio.computeIfAbsent(reply, any -> new CopyOnWriteArrayList<>()).add(piece);
    }

    @Override
    public void done(long reply) {
      done.add(reply);
    }

    @Override
    public void trouble(long reply, String code, boolean usable) {
      troubles.add(reply + " " + code + " " + usable);
    }

    /// What a listener would understand.
    String text(long reply) {
      return audio.getOrDefault(reply, List.of()).stream()
          .map(piece -> ToySpeech.understand(Base64.getDecoder().decode(piece.base64())))
          .collect(Collectors.joining());
    }

    List<Timed> words(long reply) {
      return audio.getOrDefault(reply, List.of()).stream()
          .flatMap(piece -> piece.spoken().stream())
          .toList();
    }
  }
}
