package dev.parley.channel.voice.media;

import dev.parley.channel.http.SocketPeer;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallEvent.Trouble.Part;
import dev.parley.channel.voice.CallWords;
import dev.parley.channel.voice.SpeechRecognition;
import dev.parley.channel.voice.SpeechRecognition.Listening;
import dev.parley.channel.voice.SpeechSynthesis;
import dev.parley.channel.voice.SpeechSynthesis.Audio;
import dev.parley.channel.voice.SpeechSynthesis.Speaking;
import dev.parley.channel.voice.twilio.CallSite;
import dev.parley.channel.voice.twilio.TwilioLine;
import dev.parley.channel.voice.twilio.VoiceChannel.Carrier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A call as sound. Thread-safe. Three locks: `ear` and `mouth` keep calls to the speech ports in
/// order and are never taken by what they call back; the line's own guards what is played, and no
/// port is called under it.
public final class MediaLine extends TwilioLine {
  /// Characters of one media frame; Twilio takes frames below 32 KiB. A multiple of four, so that
  /// base64 may be cut there.
  private static final int FRAME_CHARS_MAX = 16_000;

  /// Ten minutes of speech that have not been played: nobody meant to say that.
  private static final int BYTES_WAITING_MAX = 8 * 1000 * 600;

  private static final int HINTS_MAX = 50;
  private static final int HINT_CHARS_MAX = 20;

  private final SpeechRecognition recognition;
  private final SpeechSynthesis synthesis;
  private final Object ear = new Object();
  private final Object mouth = new Object();
  private final Playback playback = new Playback();
  private @Nullable Listening listening;
  private @Nullable Speaking speaking;
  private String stream = "";
  private String language;
  private List<String> hints = List.of();
  private long epoch;

  public MediaLine(
      CallSite site, SocketPeer peer, SpeechRecognition recognition, SpeechSynthesis synthesis) {
    super(site, peer);
    this.recognition = recognition;
    this.synthesis = synthesis;
    this.language = site.language();
  }

  @Override
  protected Carrier carrier() {
    return Carrier.MEDIA;
  }

  @Override
  protected void open(SocketPeer socket, String newStream) {
    long mine;
    synchronized (this) {
      stream = newStream;
      mine = ++epoch;
    }
    synchronized (mouth) {
      if (speaking != null) {
        speaking.close();
      }
      speaking =
          synthesis.speak(
              new SpeechSynthesis.Choice(site.channel().voiceFor(language), language),
              new Mouth(mine));
    }
    listen(mine);
  }

  private void listen(long mine) {
    synchronized (ear) {
      if (listening != null) {
        listening.close();
      }
      listening =
          recognition.listen(
              new SpeechRecognition.Choice(Optional.of(language), hints), new Ear(mine));
    }
  }

  @Override
  protected void shut(boolean forGood) {
    synchronized (this) {
      epoch++;
      var unused = playback.cutAll(site.nanos().getAsLong());
    }
    synchronized (mouth) {
      if (speaking != null) {
        speaking.close();
        speaking = null;
      }
    }
    synchronized (ear) {
      if (listening != null) {
        listening.close();
        listening = null;
      }
    }
  }

  @Override
  protected synchronized boolean isPlaying() {
    return playback.isPlaying();
  }

  @Override
  protected boolean leaveBySocket(Leave leave) {
    return false;
  }

  @Override
  public void say(long reply, Sentence sentence) {
    synchronized (this) {
      if (!isUp() || !playback.said(reply, sentence.text())) {
        return;
      }
    }
    words().said(call().callId(), reply, sentence);
    synchronized (mouth) {
      if (speaking != null) {
        speaking.say(reply, sentence.text(), sentence.language());
      }
    }
  }

  @Override
  public void finish(long reply) {
    synchronized (this) {
      if (!isUp() || !playback.said(reply, "")) {
        return;
      }
    }
    synchronized (mouth) {
      if (speaking != null) {
        speaking.finish(reply);
      }
    }
  }

  @Override
  public String cut(long reply) {
    String heard;
    synchronized (this) {
      boolean playing = playback.isPlaying();
      long now = site.nanos().getAsLong();
      heard = playback.cut(reply, now);
      if (playing) {
        send(MediaFrames.clear(stream));
        // The carrier forgets all it has; whatever else was waiting there is gone as well.
        for (Map.Entry<Long, String> other : playback.cutAll(now).entrySet()) {
          happened(new CallEvent.Interrupted(other.getKey(), other.getValue()));
        }
      }
    }
    synchronized (mouth) {
      if (speaking != null) {
        speaking.cut(reply);
      }
    }
    words().cut(call().callId(), reply, heard);
    if (!isPlaying()) {
      saidAll();
    }
    return heard;
  }

  private CallWords words() {
    return site.calls().words();
  }

  @Override
  public void expect(String newLanguage) {
    long mine;
    synchronized (this) {
      if (language.equals(newLanguage)) {
        return;
      }
      language = newLanguage;
      mine = epoch;
      if (!isUp()) {
        return;
      }
    }
    listen(mine);
  }

  /// Counts from the next time the ear is opened.
  @Override
  public void hint(List<String> words) {
    var kept = new ArrayList<String>();
    for (String word : words) {
      if (kept.size() < HINTS_MAX && !word.isBlank() && word.length() <= HINT_CHARS_MAX) {
        kept.add(word);
      }
    }
    synchronized (this) {
      hints = List.copyOf(kept);
    }
  }

  void hear(String base64) {
    synchronized (ear) {
      if (listening != null) {
        listening.hear(base64);
      }
    }
  }

  void marked(String name) {
    Optional<Long> out;
    boolean silent;
    synchronized (this) {
      out = playback.marked(name, site.nanos().getAsLong());
      out.ifPresent(reply -> happened(new CallEvent.PlayedOut(reply)));
      silent = !playback.isPlaying();
    }
    if (out.isPresent() && silent) {
      saidAll();
    }
  }

  void pressed(char digit) {
    happened(new CallEvent.Digit(digit));
  }

  /// With the line's lock held.
  private boolean send(String frame) {
    SocketPeer socket = peer();
    return socket != null && socket.send(frame);
  }

  private synchronized void play(long of, long reply, Audio audio) {
    if (of != epoch) {
      return;
    }
    if (playback.bytesWaiting() > BYTES_WAITING_MAX) {
      playback.abandon(reply, site.nanos().getAsLong());
      happened(new CallEvent.Trouble(Part.SPEAKING, "too_much_speech", true));
      return;
    }
    Optional<String> mark = playback.sent(reply, audio, site.nanos().getAsLong());
    if (mark.isEmpty()) {
      return;
    }
    String sound = audio.base64();
    for (int at = 0; at < sound.length(); at += FRAME_CHARS_MAX) {
      int end = Math.min(sound.length(), at + FRAME_CHARS_MAX);
      send(MediaFrames.media(stream, sound.substring(at, end)));
    }
    send(MediaFrames.mark(stream, mark.get()));
  }

  private synchronized void played(long of, long reply) {
    if (of == epoch) {
      playback
          .complete(reply, site.nanos().getAsLong())
          .ifPresent(mark -> send(MediaFrames.mark(stream, mark)));
    }
  }

  private void troubled(long of, Part part, long reply, String code, boolean usable) {
    boolean silent;
    synchronized (this) {
      if (of != epoch) {
        return;
      }
      if (part == Part.SPEAKING) {
        playback.abandon(reply, site.nanos().getAsLong());
      }
      silent = !playback.isPlaying();
      happened(new CallEvent.Trouble(part, code, usable));
    }
    if (part == Part.SPEAKING && silent) {
      saidAll();
    }
  }

  private synchronized void understood(long of, CallEvent event) {
    if (of == epoch) {
      happened(event);
    }
  }

  private final class Mouth implements SpeechSynthesis.Sink {
    private final long of;

    Mouth(long of) {
      this.of = of;
    }

    @Override
    public void audio(long reply, Audio audio) {
      play(of, reply, audio);
    }

    @Override
    public void done(long reply) {
      played(of, reply);
    }

    @Override
    public void trouble(long reply, String code, boolean usable) {
      troubled(of, Part.SPEAKING, reply, code, usable);
    }
  }

  private final class Ear implements SpeechRecognition.Listener {
    private final long of;

    Ear(long of) {
      this.of = of;
    }

    @Override
    public void partial(String text, Optional<String> spoken) {
      if (!text.isBlank()) {
        words().understood(call().callId(), text, spoken, false);
        understood(of, new CallEvent.Partial(text, spoken));
      }
    }

    @Override
    public void committed(String text, Optional<String> spoken, OptionalDouble confidence) {
      if (!text.isBlank()) {
        words().understood(call().callId(), text, spoken, true);
        understood(of, new CallEvent.Final(text, spoken, confidence, false));
      }
    }

    @Override
    public void trouble(String code, boolean usable) {
      troubled(of, Part.HEARING, 0, code, usable);
    }
  }
}
