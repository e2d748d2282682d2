package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallLine;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.call.Mouth.After;
import dev.parley.runtime.call.Timers.Timer;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Folded;
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

  private static final int TROUBLES_MAX = 4;

  private final CallDetails call;
  private final AgentDefinition definition;
  private final CallSettings settings;
  private final Cut line;
  private final List<Do> todo = new ArrayList<>();
  private final Timers timers = new Timers();
  private final Mouth mouth = new Mouth();
  private final Talk talk;
  private final Listening listening;
  private Phase phase = Phase.TALKING;
  private int troubles;

  private enum Phase {
    /// Outbound: it is not known yet who answered.
    ANSWERING,
    /// A machine is greeting.
    MACHINE,
    TALKING,
    /// The contact is being connected, or is, to a person.
    PASSED_ON,
    /// All is said; the line is ending.
    LEAVING,
    OVER
  }

  CallMachine(
      FlowEngine engine,
      Understanding builtIn,
      CallDetails call,
      FlowState state,
      Transcript transcript,
      CallSettings settings,
      Cut line) {
    this.call = call;
    this.definition = engine.definition();
    this.settings = settings;
    this.line = line;
    this.talk = new Talk(engine, builtIn, state, transcript, todo::add);
    this.listening =
        new Listening(talk, mouth, timers, settings, engine.definition(), this::stop, todo::add);
  }

  /// Until when nothing need be done, unless something happens.
  Optional<Instant> deadline() {
    return timers.next();
  }

  boolean over() {
    return phase == Phase.OVER;
  }

  FlowState state() {
    return talk.state();
  }

  List<Do> on(Input input, Instant now) {
    if (phase != Phase.OVER) {
      switch (input) {
        case Input.Started() -> started(now);
        case Input.Happened(CallEvent event) -> happened(event, now);
        case Input.Due() -> due(now);
        case Input.Understood understood ->
            listening.understood(understood, now).ifPresent(reply -> say(reply, now));
        case Input.NotUnderstood(long thought) ->
            listening.notUnderstood(thought, now).ifPresent(reply -> say(reply, now));
        case Input.Stop(var disposition, var reason) -> {
          silenceMouth(now);
          talk.closed(disposition, reason, now);
          hangUp(now);
        }
        case Input.Goodbye() -> goodbye(now);
        case Input.Lost() -> {
          todo.add(new Do.HangUp());
          over(CallEvent.Ended.How.WE_HUNG_UP, now);
        }
      }
    }
    List<Do> done = List.copyOf(todo);
    todo.clear();
    return done;
  }

  /// The process stops: whoever is being talked to is told that they will be called.
  private void goodbye(Instant now) {
    switch (phase) {
      case TALKING -> {
        silenceMouth(now);
        listening.forget();
        Reply last = talk.open() ? talk.broken(now) : talk.says("");
        say(new Reply(last.text(), last.language(), last.source(), After.HANG_UP), now);
      }
      case ANSWERING, MACHINE -> {
        silenceMouth(now);
        talk.closed(dev.parley.lead.Disposition.NO_ANSWER, Optional.of("server_stopping"), now);
        hangUp(now);
      }
      case PASSED_ON, LEAVING, OVER -> {}
    }
  }

  private void started(Instant now) {
    timers.set(Timer.CALL_MAX, now, Duration.ofMinutes(definition.limits().minutes()));
    todo.add(new Do.Expect(talk.state().language()));
    if (!talk.open()) {
      hangUp(now);
      return;
    }
    if (talk.begun()) {
      say(talk.backAgain(now), now);
      return;
    }
    if (call.direction() == CallDetails.Direction.OUTBOUND) {
      phase = Phase.ANSWERING;
      timers.set(Timer.ANSWER, now, settings.answerWait());
    } else {
      say(talk.opening(now), now);
    }
  }

  private void happened(CallEvent event, Instant now) {
    switch (event) {
      case CallEvent.Partial(String text, var language) -> partial(text, language, now);
      case CallEvent.Final(String text, var language, var _, boolean turnEnded) ->
          settled(text, language, turnEnded, now);
      case CallEvent.Digit(char digit) -> {
        if (phase == Phase.TALKING) {
          listening.digit(digit, now).ifPresent(reply -> say(reply, now));
        }
      }
      case CallEvent.PlayedOut(long reply) -> playedOut(reply, now);
      case CallEvent.Interrupted(long reply, String heard) -> {
        if (mouth.is(reply)) {
          stopped(heard);
          listening.interrupted(now);
        }
      }
      case CallEvent.Answered(var by) -> answered(by, now);
      case CallEvent.Back(var why) -> back(why, now);
      case CallEvent.Trouble trouble -> trouble(trouble, now);
      case CallEvent.Ended(var how) -> ended(how, now);
    }
  }

  // ---------------------------------------------------------------- the contact

  private void partial(String text, Optional<String> language, Instant now) {
    switch (phase) {
      case TALKING -> listening.partial(text, language, now);
      case ANSWERING -> timers.set(Timer.ANSWER, now, settings.answerWait());
      case MACHINE, PASSED_ON, LEAVING, OVER -> {}
    }
  }

  private void settled(String text, Optional<String> language, boolean turnEnded, Instant now) {
    switch (phase) {
      case TALKING ->
          listening.settled(text, language, turnEnded, now).ifPresent(reply -> say(reply, now));
      case ANSWERING -> answererSaid(text, now);
      case MACHINE -> {
        if (timers.runs(Timer.MACHINE)) {
          timers.set(Timer.MACHINE, now, settings.answerWait());
        }
      }
      case LEAVING -> listening.afterword(text, language, now);
      case PASSED_ON, OVER -> {}
    }
  }

  /// The first words on a call of ours: a machine's, a screening assistant's, or a person's.
  private void answererSaid(String text, Instant now) {
    Folded words = Folded.of(text);
    if (LineWords.isVoicemail(words)) {
      machine(settings.answerWait(), now);
    } else if (LineWords.isScreening(words)) {
      timers.stop(Timer.ANSWER);
      silenceMouth(now);
      say(talk.whoAndWhy(call, now), now);
    } else if (!mouth.playing()) {
      begin(now);
    }
  }

  private void begin(Instant now) {
    timers.stop(Timer.ANSWER, Timer.MACHINE);
    silenceMouth(now);
    phase = Phase.TALKING;
    say(talk.opening(now), now);
  }

  private void answered(CallEvent.Answered.By by, Instant now) {
    if (call.direction() == CallDetails.Direction.INBOUND) {
      return;
    }
    boolean waiting = phase == Phase.ANSWERING || phase == Phase.MACHINE;
    boolean early = phase == Phase.TALKING && talk.state().turns() == 0;
    switch (by) {
      case PERSON, UNKNOWN -> {
        if (waiting && !mouth.playing()) {
          begin(now);
        }
      }
      case MACHINE -> {
        if (waiting || early) {
          machine(settings.machineWait(), now);
        }
      }
      case MACHINE_READY -> {
        if (waiting || early) {
          leaveMessage(now);
        }
      }
      case FAX -> {
        if (waiting || early) {
          silenceMouth(now);
          talk.closed(dev.parley.lead.Disposition.NO_ANSWER, Optional.of("fax"), now);
          hangUp(now);
        }
      }
    }
  }

  private void machine(Duration wait, Instant now) {
    silenceMouth(now);
    listening.forget();
    timers.stop(Timer.ANSWER, Timer.SILENCE);
    phase = Phase.MACHINE;
    timers.set(Timer.MACHINE, now, wait);
  }

  private void leaveMessage(Instant now) {
    silenceMouth(now);
    listening.forget();
    timers.stop(Timer.ANSWER, Timer.MACHINE, Timer.SILENCE);
    phase = Phase.LEAVING;
    say(talk.voicemail(now), now);
  }

  // ---------------------------------------------------------------- the agent

  private void say(Reply reply, Instant now) {
    if (reply.text().isEmpty() && reply.after() == After.LISTEN && talk.open()) {
      timers.set(Timer.SILENCE, now, definition.call().silence());
      return;
    }
    if (reply.text().isEmpty()) {
      silenceMouth(now);
      follow(reply.after(), now);
      return;
    }
    timers.stop(Timer.SILENCE);
    if (mouth.playing() && mouth.finished()) {
      silenceMouth(now);
    }
    if (reply.after() != After.LISTEN && phase != Phase.ANSWERING) {
      phase = Phase.LEAVING;
    }
    mouth.say(reply.text().get(), reply.language(), reply.source(), reply.after(), todo::add);
    timers.set(Timer.PLAY, now, mouth.playTime().plus(settings.playSlack()));
  }

  private void playedOut(long reply, Instant now) {
    if (!mouth.is(reply) || !mouth.finished()) {
      return;
    }
    mouth.playedOut();
    heardAll(now);
  }

  private void heardAll(Instant now) {
    timers.stop(Timer.PLAY, Timer.BARGE);
    After after = mouth.after();
    endTurn(now);
    follow(after, now);
  }

  private void follow(After after, Instant now) {
    switch (after) {
      case LISTEN -> {
        if (phase == Phase.ANSWERING) {
          timers.set(Timer.ANSWER, now, settings.machineWait());
        } else {
          listening.yourTurn(now).ifPresent(reply -> say(reply, now));
        }
      }
      case HANG_UP -> hangUp(now);
      case TRANSFER -> transfer(now);
    }
  }

  private void transfer(Instant now) {
    AgentDefinition.Transfer to = definition.call().transfer().orElseThrow();
    String language = talk.state().language();
    phase = Phase.PASSED_ON;
    timers.stopAll();
    timers.set(Timer.TRANSFER, now, settings.transferMax());
    todo.add(
        new Do.Transfer(
            new CallLine.Transfer(
                to.to(), to.brief().map(wording -> wording.in(language)), language)));
  }

  private void hangUp(Instant now) {
    phase = Phase.LEAVING;
    timers.stopAll();
    timers.set(Timer.HANG_UP, now, settings.hangUpWait());
    todo.add(new Do.HangUp());
  }

  /// Stops what is being said, if anything is.
  private void stop() {
    if (mouth.playing()) {
      stopped(line.cut(mouth.reply()));
    }
  }

  private void stopped(String heard) {
    mouth.stopped(heard);
    timers.stop(Timer.PLAY, Timer.BARGE);
  }

  private void silenceMouth(Instant now) {
    stop();
    endTurn(now);
  }

  private void endTurn(Instant now) {
    listening.agentDone(now);
  }

  // ---------------------------------------------------------------- the line

  private void back(CallEvent.Back.Why why, Instant now) {
    switch (why) {
      case NOBODY_PICKED_UP -> {
        if (phase == Phase.PASSED_ON) {
          phase = Phase.TALKING;
          timers.stop(Timer.TRANSFER);
          say(talk.notTaken(now), now);
        }
      }
      case FELL_BACK, RECONNECTED -> {
        boolean spoke = mouth.playing();
        stop();
        if (mouth.paused()) {
          resume(now);
        } else if (spoke) {
          heardAll(now);
        }
      }
    }
  }

  private void resume(Instant now) {
    mouth.resume(todo::add);
    if (mouth.finished()) {
      timers.set(Timer.PLAY, now, mouth.playTime().plus(settings.playSlack()));
    }
  }

  private void trouble(CallEvent.Trouble trouble, Instant now) {
    if (phase == Phase.PASSED_ON) {
      return;
    }
    troubles++;
    boolean usable = trouble.usable() && troubles <= TROUBLES_MAX;
    if (usable && trouble.part() == CallEvent.Trouble.Part.HEARING) {
      if (phase == Phase.TALKING) {
        listening.misheard(now).ifPresent(reply -> say(reply, now));
      }
      return;
    }
    boolean spoke = mouth.playing();
    stop();
    if (usable) {
      if (mouth.paused()) {
        resume(now);
      } else if (spoke) {
        heardAll(now);
      }
      return;
    }
    endTurn(now);
    leaveByFallBack(now);
  }

  private void leaveByFallBack(Instant now) {
    boolean goodbye = phase == Phase.TALKING && talk.open();
    listening.forget();
    Reply last = talk.open() ? talk.broken(now) : talk.says("");
    phase = Phase.LEAVING;
    timers.stopAll();
    timers.set(Timer.HANG_UP, now, settings.hangUpWait().plus(settings.playSlack()));
    if (goodbye && last.text().isPresent()) {
      String words = last.text().get();
      todo.add(new Do.FallBack(new CallLine.Sentence(words, last.language(), false)));
      talk.agentSaid(words, last.language(), last.source(), now);
    } else {
      todo.add(new Do.HangUp());
    }
  }

  private void ended(CallEvent.Ended.How how, Instant now) {
    boolean unanswered = phase == Phase.ANSWERING || phase == Phase.MACHINE;
    silenceMouth(now);
    if (unanswered) {
      boolean machine = phase == Phase.MACHINE;
      talk.closed(
          machine ? dev.parley.lead.Disposition.VOICEMAIL : dev.parley.lead.Disposition.NO_ANSWER,
          Optional.empty(),
          now);
    }
    listening.lineEnded(how == CallEvent.Ended.How.BROKEN, now);
    over(how, now);
  }

  private void over(CallEvent.Ended.How how, Instant now) {
    phase = Phase.OVER;
    timers.stopAll();
    listening.forget();
    todo.add(new Do.End(how, talk.recording(), now));
  }

  // ---------------------------------------------------------------- time

  private void due(Instant now) {
    Optional<Timer> timer = timers.take(now);
    while (timer.isPresent()) {
      fire(timer.get(), now);
      timer = phase == Phase.OVER ? Optional.empty() : timers.take(now);
    }
  }

  private void fire(Timer timer, Instant now) {
    switch (timer) {
      case TURN_END, STABLE, BARGE, NOISE, FILLER, THINK_MAX, KEYS ->
          listening.fire(timer, now).ifPresent(reply -> say(reply, now));
      case SILENCE -> say(talk.silence(now), now);
      case PLAY -> {
        stop();
        heardAll(now);
      }
      case ANSWER -> begin(now);
      case MACHINE -> leaveMessage(now);
      case HANG_UP -> ended(CallEvent.Ended.How.WE_HUNG_UP, now);
      case TRANSFER -> hangUp(now);
      case CALL_MAX -> {
        if (phase == Phase.TALKING) {
          silenceMouth(now);
          listening.forget();
          say(talk.timeUp(now), now);
        } else if (phase != Phase.PASSED_ON && phase != Phase.LEAVING) {
          leaveMessage(now);
        }
      }
    }
  }
}
