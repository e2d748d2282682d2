package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent;
import dev.parley.lead.Disposition;
import dev.parley.runtime.call.Timers.Timer;
import dev.parley.runtime.flow.Folded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Who answers a call of ours: a person is talked to, a screening assistant told who calls and
/// why, a machine left its message. One owner; not thread-safe.
final class WhoAnswers {
  private final CallDetails call;
  private final Talk talk;
  private final Listening listening;
  private final Speaking speaking;
  private final Course course;
  private final Timers timers;
  private final CallSettings settings;

  WhoAnswers(
      CallDetails call,
      Talk talk,
      Listening listening,
      Speaking speaking,
      Course course,
      Timers timers,
      CallSettings settings) {
    this.call = call;
    this.talk = talk;
    this.listening = listening;
    this.speaking = speaking;
    this.course = course;
    this.timers = timers;
    this.settings = settings;
  }

  /// The line of a call of ours is up; or words to an assistant were heard.
  void await(Duration wait, Instant now) {
    course.to(Phase.ANSWERING);
    timers.set(Timer.ANSWER, now, wait);
  }

  /// The first words on a call of ours.
  void said(String text, Instant now) {
    Folded words = Folded.of(text);
    if (LineWords.isVoicemail(words)) {
      machine(settings.answerWait(), now);
    } else if (LineWords.isScreening(words)) {
      timers.stop(Timer.ANSWER);
      speaking.silence(now);
      speaking.say(talk.whoAndWhy(call), now);
    } else if (!speaking.playing()) {
      begin(now);
    }
  }

  /// A machine goes on greeting.
  void machineSaid(Instant now) {
    if (timers.runs(Timer.MACHINE)) {
      timers.set(Timer.MACHINE, now, settings.answerWait());
    }
  }

  /// It is a person: the conversation begins.
  void begin(Instant now) {
    timers.stop(Timer.ANSWER, Timer.MACHINE);
    speaking.silence(now);
    course.to(Phase.TALKING);
    speaking.say(talk.opening(now), now);
  }

  /// The carrier has found out.
  void answered(CallEvent.Answered.By by, Instant now) {
    if (call.direction() == CallDetails.Direction.INBOUND) {
      return;
    }
    boolean waiting = course.is(Phase.ANSWERING) || course.is(Phase.MACHINE);
    boolean early = course.is(Phase.TALKING) && talk.state().turns() == 0;
    if (!waiting && !early) {
      return;
    }
    switch (by) {
      case PERSON, UNKNOWN -> {
        if (waiting && !speaking.playing()) {
          begin(now);
        }
      }
      case MACHINE -> machine(settings.machineWait(), now);
      case MACHINE_READY -> leaveMessage(now);
      case FAX -> nobody("fax", now);
    }
  }

  private void machine(Duration wait, Instant now) {
    speaking.silence(now);
    listening.forget();
    timers.stop(Timer.ANSWER, Timer.SILENCE);
    course.to(Phase.MACHINE);
    timers.set(Timer.MACHINE, now, wait);
  }

  void leaveMessage(Instant now) {
    speaking.silence(now);
    listening.forget();
    timers.stop(Timer.ANSWER, Timer.MACHINE, Timer.SILENCE);
    course.to(Phase.LEAVING);
    speaking.say(talk.voicemail(now), now);
  }

  /// @param reason stable
  void nobody(String reason, Instant now) {
    speaking.silence(now);
    talk.closed(Disposition.NO_ANSWER, Optional.of(reason), now);
    course.hangUp(now);
  }

  /// The line ended before a person was found.
  void gone(Instant now) {
    if (course.is(Phase.MACHINE)) {
      talk.closed(Disposition.VOICEMAIL, Optional.empty(), now);
    } else if (course.is(Phase.ANSWERING)) {
      talk.closed(Disposition.NO_ANSWER, Optional.empty(), now);
    }
  }
}
