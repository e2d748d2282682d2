package dev.parley.runtime.call;

import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallLine;
import java.time.Instant;
import java.util.function.Consumer;

/// What becomes of a call whose line has trouble: never silence. What mends goes on where it was;
/// what does not leaves by the carrier's own voice. One owner; not thread-safe.
final class LineTrouble {
  private static final int TROUBLES_MAX = 4;

  private final Talk talk;
  private final Listening listening;
  private final Speaking speaking;
  private final Course course;
  private final CallSettings settings;
  private final Consumer<Do> out;
  private int troubles;

  LineTrouble(
      Talk talk,
      Listening listening,
      Speaking speaking,
      Course course,
      CallSettings settings,
      Consumer<Do> out) {
    this.talk = talk;
    this.listening = listening;
    this.speaking = speaking;
    this.course = course;
    this.settings = settings;
    this.out = out;
  }

  void happened(CallEvent.Trouble trouble, Instant now) {
    if (course.is(Phase.PASSED_ON)) {
      return;
    }
    troubles++;
    boolean usable = trouble.usable() && troubles <= TROUBLES_MAX;
    if (usable && trouble.part() == CallEvent.Trouble.Part.HEARING) {
      if (course.is(Phase.TALKING)) {
        listening.misheard(now).ifPresent(reply -> speaking.say(reply, now));
      }
    } else if (usable) {
      speaking.stumble(now);
    } else {
      speaking.silence(now);
      leaveByFallBack(now);
    }
  }

  private void leaveByFallBack(Instant now) {
    boolean goodbye = course.is(Phase.TALKING) && talk.open();
    listening.forget();
    Reply last = talk.open() ? talk.broken(now) : talk.says("");
    course.leave(settings.hangUpWait().plus(settings.playSlack()), now);
    if (goodbye && last.text().isPresent()) {
      String words = last.text().get();
      out.accept(new Do.FallBack(new CallLine.Sentence(words, last.language(), false)));
      talk.agentSaid(words, last.language(), last.source(), now);
    } else {
      out.accept(new Do.HangUp());
    }
  }
}
