package dev.parley.channel.speech;

import dev.parley.channel.speech.Commits.Pending;
import dev.parley.channel.speech.Commits.Settled;
import dev.parley.channel.voice.SpeechRecognition.Listener;
import dev.parley.channel.voice.SpeechRecognition.Listening;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Future;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's ear. All state is guarded by this; the listener is called under it, which is why it
/// must not block, and why nothing arrives after `close`.
final class ScribeEar implements Listening, VendorSocket.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(ScribeEar.class);
  private static final String COMMIT = chunk("", true, Optional.empty());
  private static final String SILENCE = chunk(silence(), false, Optional.empty());
  private static final int PREVIOUS_CHARS_MAX = 50;

  private final Vendor vendor;
  private final RecognitionSettings settings;
  private final HttpUrl url;
  private final Listener listener;
  private final HeardAudio audio;
  private final Commits commits = new Commits();
  private final Line line;
  private final Deafness deafness;

  private boolean closed;
  private boolean ready;
  private boolean fresh;
  private boolean understanding;
  private boolean wanted;
  private boolean lost;
  private long asked = -1;
  private long sentAt;
  private String partial = "";
  private String previous = "";
  private Optional<String> language;
  private @Nullable Future<?> stuck;
  private @Nullable Future<?> alive;

  ScribeEar(Vendor vendor, HttpUrl url, Optional<String> language, Listener listener) {
    this.vendor = vendor;
    this.settings = vendor.settings().recognition();
    this.url = url;
    this.language = language.flatMap(LanguageCode::of);
    this.listener = listener;
    this.audio = new HeardAudio(settings.keep().toMillis(), settings.quietKeep().toMillis());
    this.line = new Line(vendor, this, this::notReady);
    this.deafness = new Deafness(settings.deafAfter().toMillis());
  }

  synchronized void begin() {
    line.connect(url);
    alive = vendor.every(settings.keepAlive().dividedBy(2), this::keepAlive);
  }

  @Override
  public synchronized void hear(String base64) {
    if (closed) {
      return;
    }
    byte[] heard;
    try {
      heard = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notAudio) {
      return;
    }
    lost |= audio.hear(heard, ready && !understanding, this::send) && !ready;
    if (ready && deafness.heard(heard, System.nanoTime())) {
      again("deaf");
    }
  }

  @Override
  public synchronized void commit() {
    if (closed) {
      return;
    }
    audio.cut(this::send);
    asked = audio.next();
    if (!ready) {
      wanted = true;
      return;
    }
    sendCommit();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      line.close();
      cancel(stuck);
      cancel(alive);
      audio.forget();
      commits.forget();
    }
  }

  @Override
  public void opened(VendorSocket socket) {
    // It listens from `session_started` on.
  }

  @Override
  public synchronized void text(VendorSocket socket, String message) {
    if (closed || !line.is(socket)) {
      return;
    }
    switch (ScribeMessage.read(message)) {
      case ScribeMessage.Started() -> started();
      case ScribeMessage.Partial(String text) -> partial(text);
      case ScribeMessage.Committed(String text) -> committed(text);
      case ScribeMessage.Detailed(String text, var spoken, var confidence) ->
          detailed(new Settled(text, spoken, confidence));
      case ScribeMessage.Failed(ScribeError error) -> failed(error);
      case ScribeMessage.Other() -> {}
    }
  }

  @Override
  public synchronized void gone(VendorSocket socket, VendorSocket.Gone gone) {
    if (closed || !line.is(socket)) {
      return;
    }
    if (gone.forGood()) {
      giveUp(gone.code());
    } else {
      again(gone.code());
    }
  }

  private void started() {
    line.ready();
    ready = true;
    fresh = true;
    if (lost) {
      lost = false;
      listener.trouble("stt_audio_lost", true);
    }
    audio.each(this::send);
    if (wanted) {
      wanted = false;
      sendCommit();
    }
  }

  private void partial(String text) {
    if (!text.isEmpty()) {
      deafness.understood();
      understanding = true;
      if (!text.equals(partial)) {
        partial = text;
        listener.partial(text, language);
      }
    }
  }

  private void committed(String text) {
    settle();
    if (!text.isEmpty()) {
      deafness.understood();
      commits.plain(text).ifPresent(this::waitForDetails);
    }
  }

  private void detailed(Settled settled) {
    settled.language().ifPresent(found -> language = Optional.of(found));
    if (!settled.text().isEmpty()) {
      commits.detailed(settled).ifPresent(this::give);
    }
  }

  private void waitForDetails(Pending plain) {
    Future<?> unused =
        vendor.after(
            settings.detailWithin(),
            () -> {
              synchronized (this) {
                commits.overdue(plain).ifPresent(this::giveWithoutDetails);
              }
            });
  }

  private void giveWithoutDetails(String text) {
    give(new Settled(text, language, OptionalDouble.empty()));
  }

  private void give(Settled settled) {
    if (!closed) {
      previous = settled.text();
      listener.committed(
          settled.text(), settled.language().or(() -> language), settled.confidence());
    }
  }

  /// What was said until now need not be said again on another socket. The vendor settles after a
  /// pause: the last of what was sent is that pause, and what came since.
  private void settle() {
    if (asked >= 0) {
      audio.settled(asked);
    } else {
      audio.settledBut(settings.silence().toMillis());
    }
    asked = -1;
    understanding = false;
    partial = "";
    cancel(stuck);
  }

  private void failed(ScribeError error) {
    switch (error.cure()) {
      case NONE -> {
        asked = -1;
        cancel(stuck);
      }
      case AGAIN -> again(error.code());
      case WITHOUT_KEPT -> {
        audio.forget();
        again(error.code());
      }
      case NEVER -> giveUp(error.code());
    }
  }

  private void again(String code) {
    ready = false;
    wanted |= asked >= 0;
    cancel(stuck);
    commits.end().forEach(this::giveWithoutDetails);
    if (!line.again(url)) {
      giveUp(code);
    } else {
      LOG.debug("A call's ear is connected again: {}", code);
    }
  }

  private void giveUp(String code) {
    commits.end().forEach(this::giveWithoutDetails);
    close();
    listener.trouble("stt_" + code, false);
  }

  private synchronized void notReady() {
    if (!closed && !ready) {
      again("not_ready");
    }
  }

  private synchronized void keepAlive() {
    if (ready && System.nanoTime() - sentAt > settings.keepAlive().toNanos()) {
      push(SILENCE);
    }
  }

  private void sendCommit() {
    push(COMMIT);
    cancel(stuck);
    if (understanding) {
      stuck = vendor.after(settings.commitWithin(), this::stuck);
    }
  }

  private synchronized void stuck() {
    if (!closed && ready && asked >= 0) {
      again("commit_timeout");
    }
  }

  private void send(byte[] piece) {
    if (ready) {
      Optional<String> before = Optional.of(previous).filter(text -> fresh && !text.isEmpty());
      fresh = false;
      push(chunk(Base64.getEncoder().encodeToString(piece), false, before.map(ScribeEar::tail)));
    }
  }

  private void push(String message) {
    sentAt = System.nanoTime();
    if (ready && !line.send(message)) {
      again("too_slow");
    }
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - PREVIOUS_CHARS_MAX));
  }

  static String chunk(String base64, boolean commit, Optional<String> previous) {
    return "{\"message_type\":\"input_audio_chunk\",\"audio_base_64\":\""
        + base64
        + "\",\"commit\":"
        + commit
        + ",\"sample_rate\":8000"
        + previous.map(text -> ",\"previous_text\":" + VoiceMessages.quoted(text)).orElse("")
        + "}";
  }

  private static String silence() {
    byte[] silence = new byte[(int) Duration.ofMillis(100).toMillis() * HeardAudio.BYTES_PER_MILLI];
    java.util.Arrays.fill(silence, (byte) 0xFF);
    return Base64.getEncoder().encodeToString(silence);
  }

  private static void cancel(@Nullable Future<?> alarm) {
    if (alarm != null) {
      alarm.cancel(false);
    }
  }
}
