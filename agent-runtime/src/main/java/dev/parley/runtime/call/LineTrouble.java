package dev.parley.runtime.call;

import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallLine;
import dev.parley.runtime.call.Timers.Timer;
import dev.parley.runtime.flow.CallPhrases;
import java.time.Instant;
import java.util.function.Consumer;

/// What becomes of a call whose line has trouble: never silence. What mends goes on where it was;
/// what does not goes on by other means where there are any, once, and else leaves by the carrier's
/// own voice. One owner; not thread-safe.
final class LineTrouble {
  private static final int TROUBLES_MAX = 4;

  private final Talk talk;
  private final Listening listening;
  private final Speaking speaking;
  private final Course course;
  private final Timers timers;
  private final CallSettings settings;
  private final Consumer<Do> out;
  private boolean goesOn;
  private int troubles;

  /// @param goesOn whether there are other means
  LineTrouble(
      Talk talk,
      Listening listening,
      Speaking speaking,
      Course course,
      Timers timers,
      CallSettings settings,
      boolean goesOn,
      Consumer<Do> out) {
    this.talk = talk;
    this.listening = listening;
    this.speaking = speaking;
    this.course = course;
    this.timers = timers;
    this.settings = settings;
    this.goesOn = goesOn;
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
    } else if (goesOn && canBeMoved()) {
      goOn();
    } else {
      speaking.silence(now);
      leaveByFallBack(now);
    }
  }

  /// Not where the line is being let go already.
  private boolean canBeMoved() {
    return switch (course.phase()) {
      case TALKING, ANSWERING, MACHINE -> true;
      case LEAVING -> speaking.playing();
      case PASSED_ON, OVER -> false;
    };
  }

  /// What is being said, heard and thought stays as it is, and goes on when the call has moved.
  private void goOn() {
    goesOn = false;
    troubles = 0;
    timers.stop(Timer.SILENCE);
    String language = talk.state().language();
    String words = CallPhrases.say(language, "filler");
    speaking.stop();
    out.accept(new Do.FallBack(new CallLine.Sentence(words, language, false), false));
    speaking.saidOtherwise(words);
  }

  /// The call goes on by other means. Where nobody is about to say anything the contact is asked
  /// to: words may have been lost.
  void moved(Instant now) {
    speaking.stumble(now);
    if (course.is(Phase.TALKING) && !speaking.playing() && !listening.hasTurn()) {
      speaking.say(listening.lost(), now);
    }
  }

  private void leaveByFallBack(Instant now) {
    boolean goodbye = course.is(Phase.TALKING) && talk.open();
    listening.forget();
    Reply last = talk.open() ? talk.broken(now) : talk.says("");
    course.leave(settings.hangUpWait().plus(settings.playSlack()), now);
    if (goodbye && last.text().isPresent()) {
      String words = last.text().get();
      out.accept(new Do.FallBack(new CallLine.Sentence(words, last.language(), false), true));
      talk.agentSaid(words, last.language(), last.source(), now);
    } else {
      out.accept(new Do.HangUp());
    }
  }
}
