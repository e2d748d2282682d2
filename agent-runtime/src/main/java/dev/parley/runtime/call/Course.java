package dev.parley.runtime.call;

import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallLine;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.call.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// The course a call takes from phase to phase, to its end. One owner; not thread-safe.
final class Course {
  private final AgentDefinition definition;
  private final CallSettings settings;
  private final Timers timers;
  private final Consumer<Do> out;
  private Phase phase = Phase.TALKING;

  Course(AgentDefinition definition, CallSettings settings, Timers timers, Consumer<Do> out) {
    this.definition = definition;
    this.settings = settings;
    this.timers = timers;
    this.out = out;
  }

  Phase phase() {
    return phase;
  }

  boolean is(Phase one) {
    return phase == one;
  }

  void to(Phase next) {
    phase = next;
  }

  /// The agent takes its leave by words that are being said by other means.
  void leave(Duration wait, Instant now) {
    phase = Phase.LEAVING;
    timers.stopAll();
    timers.set(Timer.HANG_UP, now, wait);
  }

  void hangUp(Instant now) {
    leave(settings.hangUpWait(), now);
    out.accept(new Do.HangUp());
  }

  void passOn(String language, Instant now) {
    AgentDefinition.Transfer to = definition.call().transfer().orElseThrow();
    phase = Phase.PASSED_ON;
    timers.stopAll();
    timers.set(Timer.TRANSFER, now, settings.transferMax());
    out.accept(
        new Do.Transfer(
            new CallLine.Transfer(
                to.to(), to.brief().map(wording -> wording.in(language)), language)));
  }

  void end(CallEvent.Ended.How how, Do.Recording recording, Instant now) {
    phase = Phase.OVER;
    timers.stopAll();
    out.accept(new Do.End(how, recording, now));
  }
}
