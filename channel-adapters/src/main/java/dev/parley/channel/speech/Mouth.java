package dev.parley.channel.speech;

import dev.parley.channel.speech.Reply.Part;
import dev.parley.channel.voice.SpeechSynthesis.Audio;
import dev.parley.channel.voice.SpeechSynthesis.Sink;
import dev.parley.channel.voice.SpeechSynthesis.Speaking;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's mouth. All state is guarded by this; the sink is called under it, which is why it
/// must not block, and why nothing of a reply arrives after `cut`.
final class Mouth implements Speaking, VendorSocket.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(Mouth.class);
  private static final Duration TICK = Duration.ofMillis(250);

  private final SynthesisSettings settings;
  private final Vendor vendor;
  private final Function<String, HttpUrl> url;
  private final BiFunction<String, String, Optional<Audio>> fixed;
  private final Sink sink;
  private final Line line;
  private final Contexts contexts;
  private final NavigableMap<Long, Reply> replies = new TreeMap<>();

  private boolean closed;
  private long newest;
  private String language = "";
  private long fullSince;
  private long sentAt;
  private long gaveAt;
  private @Nullable Future<?> clock;

  /// @param url of a socket for a language
  /// @param fixed speech that is there already, by text and language
  Mouth(
      Vendor vendor,
      Function<String, HttpUrl> url,
      BiFunction<String, String, Optional<Audio>> fixed,
      Sink sink) {
    this.vendor = vendor;
    this.settings = vendor.settings().synthesis();
    this.url = url;
    this.fixed = fixed;
    this.sink = sink;
    this.contexts = new Contexts(settings.contextsMax());
    this.line = new Line(vendor, this, this::notReady);
  }

  synchronized void begin(String first) {
    language = first;
    sentAt = System.nanoTime();
    gaveAt = sentAt;
    line.connect(url.apply(language));
    clock = vendor.every(TICK, this::tick);
  }

  @Override
  public synchronized void say(long number, String text, String tag) {
    String sentence = text.strip();
    if (closed || sentence.isEmpty() || (number <= newest && !replies.containsKey(number))) {
      return;
    }
    newest = Math.max(newest, number);
    Reply reply = replies.computeIfAbsent(number, Reply::new);
    if (reply.finished || reply.chars() + sentence.length() > settings.replyCharsMax()) {
      return;
    }
    String spoken = LanguageCode.of(tag).orElse(language);
    fixed
        .apply(sentence, spoken)
        .ifPresentOrElse(
            audio -> reply.add(audio, sentence.length()), () -> reply.add(sentence, spoken));
    pump();
  }

  @Override
  public synchronized void finish(long number) {
    if (closed || (number <= newest && !replies.containsKey(number))) {
      return;
    }
    newest = Math.max(newest, number);
    replies.computeIfAbsent(number, Reply::new).finished = true;
    pump();
  }

  @Override
  public synchronized void cut(long number) {
    newest = Math.max(newest, number);
    if (replies.remove(number) == null) {
      return;
    }
    for (Passage passage : contexts.of(number)) {
      passage.dropped = true;
      if (!passage.closing) {
        passage.closing = true;
        push(passage, VoiceMessages::close);
      }
    }
    pump();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (clock != null) {
        clock.cancel(false);
      }
      replies.clear();
      if (line.isReady()) {
        var unused = line.send(VoiceMessages.CLOSE_SOCKET);
      }
      line.close();
      contexts.sockets().forEach(VendorSocket::leave);
      contexts.clear();
    }
  }

  @Override
  public synchronized void opened(VendorSocket socket) {
    if (!closed && line.is(socket)) {
      line.ready();
      pump();
    }
  }

  @Override
  public synchronized void text(VendorSocket socket, String message) {
    if (closed) {
      return;
    }
    switch (VoiceMessage.read(message)) {
      case VoiceMessage.Piece(String context, Audio audio, String characters, boolean last) -> {
        contexts.wanted(socket, context).ifPresent(passage -> give(passage, audio, characters));
        if (last) {
          over(socket, context);
        }
      }
      case VoiceMessage.Final(String context) -> over(socket, context);
      case VoiceMessage.Flushed(String context) ->
          contexts.wanted(socket, context).ifPresent(Passage::flushed);
      case VoiceMessage.Failed(VoiceError error) -> {
        if (error.forGood()) {
          giveUp(error.code());
        } else {
          again(socket, error.code());
        }
      }
      case VoiceMessage.Other() -> {}
    }
  }

  @Override
  public synchronized void gone(VendorSocket socket, VendorSocket.Gone gone) {
    if (closed) {
      return;
    }
    if (gone.forGood()) {
      giveUp(gone.code());
    } else {
      again(socket, gone.code());
    }
  }

  private void give(Passage passage, Audio audio, String characters) {
    gaveAt = System.nanoTime();
    passage.owedSince = gaveAt;
    passage.gave(characters);
    sink.audio(passage.reply, audio);
  }

  private void over(VendorSocket socket, String context) {
    contexts.ended(socket, context);
    if (!line.is(socket) && contexts.on(socket) == 0) {
      socket.leave();
    }
    pump();
  }

  /// Moves every reply on as far as it goes.
  private void pump() {
    for (Reply reply : List.copyOf(replies.values())) {
      if (!closed && advance(reply) && replies.remove(reply.number) != null) {
        sink.done(reply.number);
      }
    }
  }

  private boolean advance(Reply reply) {
    for (Part head = reply.head(); head != null; head = reply.head()) {
      switch (head) {
        case Part.Fixed(Audio audio) -> sink.audio(reply.number, audio);
        case Part.Spoken(Passage passage) -> {
          if (!passage.over) {
            speak(passage, reply.headIsComplete());
            return false;
          }
        }
      }
      reply.pop();
    }
    return reply.finished;
  }

  private void speak(Passage passage, boolean complete) {
    if (passage.socket == null && !place(passage)) {
      return;
    }
    if (passage.hasUnsent()) {
      passage.owedSince = System.nanoTime();
      String unsent = passage.takeUnsent();
      push(passage, context -> VoiceMessages.text(context, unsent));
    }
    if (complete && !passage.closing) {
      passage.owedSince = System.nanoTime();
      passage.closing = true;
      push(passage, VoiceMessages::flush);
      push(passage, VoiceMessages::close);
    }
  }

  private boolean place(Passage passage) {
    VendorSocket socket = line.current();
    if (socket != null && !passage.language.equals(language)) {
      language = passage.language;
      socket = fresh();
    }
    if (socket == null) {
      return false;
    }
    if (contexts.on(socket) >= settings.contextsMax()) {
      fullSince = fullSince == 0 ? System.nanoTime() : fullSince;
      return false;
    }
    fullSince = 0;
    contexts.place(passage, socket);
    push(passage, context -> VoiceMessages.begin(context, settings.tone().json()));
    return true;
  }

  /// Another socket for what comes; the one there was ends with its last context.
  private @Nullable VendorSocket fresh() {
    VendorSocket before = line.current();
    line.connect(url.apply(language));
    if (before != null && !contexts.anyWantedOn(before)) {
      contexts.restart(before);
      before.leave();
    }
    fullSince = 0;
    return line.current();
  }

  private void push(Passage passage, Function<String, String> message) {
    VendorSocket socket = passage.socket;
    if (socket != null && passage.context != null) {
      sentAt = System.nanoTime();
      if (!socket.send(message.apply(passage.context))) {
        // The reader finds out as well; a socket that takes nothing has to be told.
        passage.owedSince = sentAt - settings.audioWithin().toNanos();
      }
    }
  }

  private void again(VendorSocket socket, String code) {
    boolean current = line.is(socket);
    socket.leave();
    contexts.restart(socket);
    LOG.debug("A call's mouth lost a socket: {}", code);
    if (current && !line.again(url.apply(language))) {
      giveUp(code);
      return;
    }
    pump();
  }

  private void giveUp(String code) {
    long reply = replies.isEmpty() ? newest : replies.firstKey();
    close();
    sink.trouble(reply, "tts_" + code, false);
  }

  private synchronized void notReady() {
    VendorSocket socket = line.current();
    if (!closed && socket != null && !line.isReady()) {
      again(socket, "not_ready");
    }
  }

  private synchronized void tick() {
    if (closed) {
      return;
    }
    long now = System.nanoTime();
    if (replies.values().stream().noneMatch(Reply::waitsForSpeech)) {
      gaveAt = now;
    } else if (now - gaveAt > settings.muteMax().toNanos()) {
      giveUp("mute");
      return;
    }
    for (Passage passage : contexts.owed(now - settings.audioWithin().toNanos())) {
      overdue(passage);
    }
    if (fullSince != 0 && now - fullSince > settings.slotWithin().toNanos()) {
      var unused = fresh();
    }
    if (!closed) {
      pump();
      keepAlive(now);
    }
  }

  private void overdue(Passage passage) {
    VendorSocket socket = passage.socket;
    if (socket == null || closed) {
      return;
    }
    if (passage.closing && passage.isSpoken()) {
      // All was spoken; only the word that it ended is missing, and with it the place.
      passage.over = true;
    } else {
      again(socket, "no_audio");
    }
  }

  private void keepAlive(long now) {
    if (line.isReady() && now - sentAt > settings.keepAlive().toNanos()) {
      List<Passage> open = contexts.open();
      open.forEach(passage -> push(passage, VoiceMessages::keepAlive));
      if (open.isEmpty()) {
        sentAt = now;
        var unused = line.send(VoiceMessages.KEEP_SOCKET);
      }
    }
  }
}
