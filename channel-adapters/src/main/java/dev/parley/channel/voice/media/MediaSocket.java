package dev.parley.channel.voice.media;

import dev.parley.channel.voice.twilio.CallSocket;
import dev.parley.channel.voice.twilio.VoiceCalls;
import dev.parley.channel.voice.twilio.VoiceChannel;
import java.util.Optional;
import java.util.regex.Pattern;

/// One Media Stream.
public final class MediaSocket extends CallSocket<MediaLine> {
  private static final Pattern STREAM = Pattern.compile("MZ[0-9a-fA-F]{32}");

  public MediaSocket(VoiceCalls calls, VoiceChannel channel, VoiceCalls.Lines lines) {
    super(calls, channel, lines, MediaLine.class);
  }

  @Override
  public void text(String message) {
    Optional<MediaFrames.Frame> frame = MediaFrames.read(message);
    if (frame.isEmpty()) {
      refuse("not_json");
      return;
    }
    switch (frame.get()) {
      case MediaFrames.Frame.Start start -> begin(start);
      case MediaFrames.Frame.Media(String payload) -> line().ifPresent(l -> l.hear(payload));
      case MediaFrames.Frame.Mark(String name) -> line().ifPresent(l -> l.marked(name));
      case MediaFrames.Frame.Dtmf(char digit) -> line().ifPresent(l -> l.pressed(digit));
      case MediaFrames.Frame.Stop() -> over();
      case MediaFrames.Frame.Other() -> {}
    }
  }

  private void begin(MediaFrames.Frame.Start start) {
    if (!start.known()) {
      refuse("unknown_media_format");
    } else if (!STREAM.matcher(start.stream()).matches()) {
      refuse("unknown_stream");
    } else {
      start(start.ticket(), start.callId(), start.stream());
    }
  }
}
