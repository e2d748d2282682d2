package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.call.Mouth.After;
import dev.parley.runtime.call.Timers.Timer;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.understanding.Understanding;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A call, decided step by step: what happens goes in, what is to be done comes out, and when to
/// look again. Has no clock, no thread and no I/O of its own; the one thing it does by itself is to
/// cut the line, in the very step that decides it. One owner; not thread-safe.
final class CallMachine {
  /// Ends a reply on the line and tells what of it was heard.
  @FunctionalInterface
  interface Cut {
    String cut(long reply);
  }

  private final CallDetails call;
  private final AgentDefinition definition;
  private final CallSettings settings;
  private final List<Do> todo = new ArrayList<>();
  private final Timers timers = new Timers();
  private final Course course;
  private final Talk talk;
  private final Speaking speaking;
  private final Listening listening;
  private final WhoAnswers whoAnswers;
  private final LineTrouble trouble;

  /// @param mayText whether a question may be sent to the contact as a text message
  /// @param goesOn whether the call can go on by other means where its speech is lost for good
  CallMachine(
      FlowEngine engine,
      Understanding builtIn,
      CallDetails call,
      FlowState state,
      Transcript transcript,
      boolean mayText,
      boolean goesOn,
      CallSettings settings,
      Cut line) {
    this.call = call;
    this.definition = engine.definition();
    this.settings = settings;
    this.course = new Course(definition, settings, timers, todo::add);
    this.talk =
        new Talk(engine, builtIn, state, transcript, mayText, settings.textWait(), todo::add);
    this.speaking = new Speaking(talk, course, timers, settings, line, this::follow, todo::add);
    this.listening = new Listening(talk, speaking, timers, settings, definition, todo::add);
    this.whoAnswers = new WhoAnswers(call, talk, listening, speaking, course, timers, settings);
    this.trouble =
        new LineTrouble(talk, listening, speaking, course, timers, settings, goesOn, todo::add);
  }

  /// Until when nothing need be done, unless something happens.
  Optional<Instant> deadline() {
    return timers.next();
  }

  boolean over() {
    return course.is(Phase.OVER);
  }

  FlowState state() {
    return talk.state();
  }

  List<Do> on(Input input, Instant now) {
    if (!over()) {
      switch (input) {
        case Input.Started() -> started(now);
        case Input.Happened(CallEvent event) -> happened(event, now);
        case Input.Due() -> due(now);
        case Input.Thought thought -> say(listening.thought(thought, now), now);
        case Input.Stop(var disposition, var reason) -> {
          speaking.silence(now);
          talk.closed(disposition, reason, now);
          course.hangUp(now);
        }
        case Input.Texted(String text) -> texted(text, now);
        case Input.TextFailed() -> say(talk.textFailed().filter(_ -> talking()), now);
        case Input.Goodbye() -> goodbye(now);
        case Input.Lost() -> {
          todo.add(new Do.HangUp());
          over(CallEvent.Ended.How.WE_HUNG_UP, now);
        }
      }
    }
    if (!over()) {
      talk.settleText();
    }
    List<Do> done = List.copyOf(todo);
    todo.clear();
    return done;
  }

  private boolean talking() {
    return course.is(Phase.TALKING);
  }

  private void texted(String text, Instant now) {
    if (talking()) {
      say(listening.texted(text, now), now);
    } else {
      listening.afterword(text, Optional.empty(), now);
    }
  }

  private void say(Optional<Reply> reply, Instant now) {
    reply.ifPresent(one -> speaking.say(one, now));
  }

  /// The process stops: whoever is being talked to is told that they will be called.
  private void goodbye(Instant now) {
    switch (course.phase()) {
      case TALKING -> {
        speaking.silence(now);
        listening.forget();
        Reply last = talk.open() ? talk.broken(now) : talk.says("");
        speaking.say(new Reply(last.text(), last.language(), last.source(), After.HANG_UP), now);
      }
      case ANSWERING, MACHINE -> whoAnswers.nobody("server_stopping", now);
      case PASSED_ON, LEAVING, OVER -> {}
    }
  }

  private void started(Instant now) {
    timers.set(Timer.CALL_MAX, now, Duration.ofMinutes(definition.limits().minutes()));
    todo.add(new Do.Expect(talk.state().language()));
    if (!talk.open()) {
      course.hangUp(now);
    } else if (talk.begun()) {
      speaking.say(talk.backAgain(now), now);
    } else if (call.direction() == CallDetails.Direction.OUTBOUND) {
      whoAnswers.await(settings.answerWait(), now);
    } else {
      speaking.say(talk.opening(now), now);
    }
  }

  private void happened(CallEvent event, Instant now) {
    switch (event) {
      case CallEvent.Partial(String text, var language) -> partial(text, language, now);
      case CallEvent.Final words -> settled(words, now);
      case CallEvent.Digit(char digit) -> {
        if (course.is(Phase.TALKING)) {
          say(listening.digit(digit, now), now);
        }
      }
      case CallEvent.PlayedOut(long reply) -> speaking.playedOut(reply, now);
      case CallEvent.Interrupted(long reply, String heard) -> {
        if (speaking.interrupted(reply, heard)) {
          listening.interrupted(now);
        }
      }
      case CallEvent.Answered(var by) -> whoAnswers.answered(by, now);
      case CallEvent.Back(var why) -> back(why, now);
      case CallEvent.Moved _ -> trouble.moved(now);
      case CallEvent.Trouble broke -> trouble.happened(broke, now);
      case CallEvent.Ended(var how) -> ended(how, now);
    }
  }

  private void partial(String text, Optional<String> language, Instant now) {
    switch (course.phase()) {
      case TALKING -> listening.partial(text, language, now);
      case ANSWERING -> timers.set(Timer.ANSWER, now, settings.answerWait());
      case MACHINE, PASSED_ON, LEAVING, OVER -> {}
    }
  }

  private void settled(CallEvent.Final words, Instant now) {
    switch (course.phase()) {
      case TALKING -> say(listening.settled(words, now), now);
      case ANSWERING -> whoAnswers.said(words.text(), now);
      case MACHINE -> whoAnswers.machineSaid(now);
      case LEAVING -> listening.afterword(words.text(), words.language(), now);
      case PASSED_ON, OVER -> {}
    }
  }

  private void follow(After after, Instant now) {
    switch (after) {
      case LISTEN -> {
        if (course.is(Phase.ANSWERING)) {
          whoAnswers.await(settings.machineWait(), now);
        } else {
          say(listening.yourTurn(now), now);
        }
      }
      case HANG_UP -> course.hangUp(now);
      case TRANSFER -> course.passOn(talk.state().language(), now);
    }
  }

  private void back(CallEvent.Back.Why why, Instant now) {
    switch (why) {
      case NOBODY_PICKED_UP -> {
        if (course.is(Phase.PASSED_ON)) {
          course.to(Phase.TALKING);
          timers.stop(Timer.TRANSFER);
          speaking.say(talk.notTaken(now), now);
        }
      }
      case FELL_BACK, RECONNECTED -> speaking.stumble(now);
    }
  }

  private void ended(CallEvent.Ended.How how, Instant now) {
    speaking.silence(now);
    whoAnswers.gone(now);
    listening.lineEnded(how == CallEvent.Ended.How.BROKEN, now);
    over(how, now);
  }

  private void over(CallEvent.Ended.How how, Instant now) {
    listening.forget();
    course.end(how, talk.recording(), now);
  }

  /// One at a time: a cut takes effect at once, and must not come before words of the same step.
  /// What else is due is the next step.
  private void due(Instant now) {
    timers.take(now).ifPresent(timer -> fire(timer, now));
  }

  private void fire(Timer timer, Instant now) {
    switch (timer) {
      case TURN_END, STABLE, BARGE, NOISE, FILLER, THINK_MAX, KEYS ->
          say(listening.fire(timer, now), now);
      case SILENCE -> speaking.say(talk.silence(now), now);
      case PLAY -> speaking.playTimeOver(now);
      case ANSWER -> whoAnswers.begin(now);
      case MACHINE -> whoAnswers.leaveMessage(now);
      case HANG_UP -> ended(CallEvent.Ended.How.WE_HUNG_UP, now);
      case TRANSFER -> course.hangUp(now);
      case CALL_MAX -> timeUp(now);
    }
  }

  private void timeUp(Instant now) {
    switch (course.phase()) {
      case TALKING -> {
        speaking.silence(now);
        listening.forget();
        speaking.say(talk.timeUp(now), now);
      }
      case ANSWERING, MACHINE -> whoAnswers.leaveMessage(now);
      case PASSED_ON, LEAVING, OVER -> {}
    }
  }
}
