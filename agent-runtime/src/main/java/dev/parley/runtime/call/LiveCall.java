package dev.parley.runtime.call;

import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallEvents;
import dev.parley.channel.voice.CallLine;
import dev.parley.lead.Disposition;
import dev.parley.runtime.turn.TurnUnderstanding;
import dev.parley.runtime.turn.Understood;
import dev.parley.runtime.understanding.UnderstandingRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's thread and mailbox: takes what happens, asks the machine, does what it says. The
/// mailbox may be filled by any thread; all else belongs to the one thread that runs it.
final class LiveCall implements CallEvents {
  private static final Logger LOG = LoggerFactory.getLogger(LiveCall.class);

  /// A minute of the liveliest line.
  private static final int MAILBOX_MAX = 1_024;

  /// Of the one thread.
  private CallLine line;

  private final TurnUnderstanding understanding;
  private final ExecutorService threads;
  private final Clock clock;
  private final ArrayBlockingQueue<Input> mailbox = new ArrayBlockingQueue<>(MAILBOX_MAX);
  private final Map<Long, Future<?>> thoughts = new HashMap<>();
  private Optional<TextWatch.Asking> asking = Optional.empty();
  private Optional<TextWatch> texting = Optional.empty();
  private volatile boolean overrun;

  LiveCall(CallLine line, TurnUnderstanding understanding, ExecutorService threads, Clock clock) {
    this.line = line;
    this.understanding = understanding;
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public void happened(CallEvent event) {
    tell(new Input.Happened(event));
  }

  /// Never blocks. A mailbox that is full loses words that are not settled; where more is lost,
  /// the call ends.
  void tell(Input input) {
    boolean passing = input instanceof Input.Happened(CallEvent.Partial partial);
    if (!mailbox.offer(input) && !passing) {
      overrun = true;
    }
  }

  /// Runs the call to its end.
  ///
  /// @param texts empty where the contact cannot be asked by text message
  void run(CallMachine machine, CallJournal journal, Optional<TextWatch.Asking> texts) {
    asking = texts;
    try {
      step(machine, journal, new Input.Started());
      while (!machine.over()) {
        step(machine, journal, next(machine));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(machine, journal, "stopped");
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A call broke off by an error of ours; it is closed as failed");
      fail(machine, journal, "internal_error");
    } finally {
      thoughts.values().forEach(thought -> thought.cancel(true));
      textOver();
    }
  }

  private Input next(CallMachine machine) throws InterruptedException {
    if (overrun) {
      line.hangUp();
      return new Input.Happened(new CallEvent.Ended(CallEvent.Ended.How.BROKEN));
    }
    Optional<Instant> deadline = machine.deadline();
    if (deadline.isEmpty()) {
      return mailbox.take();
    }
    long nanos = Duration.between(clock.instant(), deadline.get()).toNanos();
    if (nanos <= 0) {
      return new Input.Due();
    }
    Input input = mailbox.poll(nanos, TimeUnit.NANOSECONDS);
    return input == null ? new Input.Due() : input;
  }

  /// Ends a reply on the line of the moment.
  String cut(long reply) {
    return line.cut(reply);
  }

  private void step(CallMachine machine, CallJournal journal, Input input) {
    if (input instanceof Input.Happened(CallEvent.Moved(CallLine to))) {
      line = to;
    }
    for (Do action : machine.on(input, clock.instant())) {
      act(action, journal);
    }
  }

  private void act(Do action, CallJournal journal) {
    switch (action) {
      case Do.Say(long reply, CallLine.Sentence sentence) -> line.say(reply, sentence);
      case Do.Finish(long reply) -> line.finish(reply);
      case Do.HangUp() -> line.hangUp();
      case Do.Transfer(CallLine.Transfer transfer) -> line.transfer(transfer);
      case Do.FallBack(CallLine.Sentence sentence, boolean hangUp) ->
          line.fallBack(sentence, hangUp);
      case Do.StartRecording() -> line.record();
      case Do.Expect(String language) -> line.expect(language);
      case Do.Think(long thought, var request) ->
          thoughts.put(thought, threads.submit(() -> think(thought, request)));
      case Do.Unthink(long thought) -> {
        Future<?> future = thoughts.remove(thought);
        if (future != null) {
          future.cancel(true);
        }
      }
      case Do.Text(String words) -> text(words);
      case Do.TextOver() -> textOver();
      case Do.Write write -> journal.add(write);
      case Do.End end -> journal.add(end);
    }
  }

  private void text(String words) {
    textOver();
    if (asking.isEmpty()) {
      tell(new Input.TextFailed());
      return;
    }
    TextWatch watch = new TextWatch(asking.get(), words, this::tell);
    texting = Optional.of(watch);
    threads.execute(watch);
  }

  private void textOver() {
    texting.ifPresent(TextWatch::over);
    texting = Optional.empty();
  }

  private void think(long thought, UnderstandingRequest request) {
    try {
      var reply = new ReplySentences(thought, request.state().language(), this::tell);
      Understood understood = understanding.understand(request, reply);
      if (!understood.proposal().reply().isEmpty()) {
        reply.end();
      }
      tell(new Input.Understood(thought, understood.proposal(), understood.attempts()));
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("A turn was not understood; the built-in understanding answers");
      tell(new Input.NotUnderstood(thought));
    }
  }

  /// Nothing more can be decided: the line is let go and the conversation closed.
  private void fail(CallMachine machine, CallJournal journal, String reason) {
    try {
      step(machine, journal, new Input.Stop(Disposition.FAILED, Optional.of(reason)));
      step(
          machine,
          journal,
          new Input.Happened(new CallEvent.Ended(CallEvent.Ended.How.WE_HUNG_UP)));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A broken call is left to whoever finds its lease expired");
      line.hangUp();
      journal.add(new Do.End(CallEvent.Ended.How.BROKEN, Do.Recording.NONE, clock.instant()));
    }
  }
}
