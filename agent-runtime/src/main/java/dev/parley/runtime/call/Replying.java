package dev.parley.runtime.call;

import dev.parley.config.language.ModelAttempt;
import dev.parley.runtime.call.Timers.Timer;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.flow.RunningReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// From a turn of the contact to the reply: what needs no understanding is answered at once, for
/// the rest the model is asked and its reply said sentence by sentence while it is written. The
/// wait is bridged; a model that takes too long, breaks off or says what it may not is replaced by
/// the agent's own words. One owner; not thread-safe.
final class Replying {
  private final Talk talk;
  private final Speaking speaking;
  private final Timers timers;
  private final CallSettings settings;
  private final Thinking thinking;
  private int fillers;

  /// What was understood, while the reply is still being written.
  private @Nullable Proposal opened;

  /// The reply that is being said, or will be with its first sentence.
  private @Nullable RunningReply running;

  Replying(Talk talk, Speaking speaking, Timers timers, CallSettings settings, Consumer<Do> out) {
    this.talk = talk;
    this.speaking = speaking;
    this.timers = timers;
    this.settings = settings;
    this.thinking = new Thinking(out);
  }

  /// Asks about words that may become a turn.
  void ahead(String text, Optional<String> language, Instant now) {
    forgetReply();
    thinking.start(
        text,
        language,
        false,
        true,
        talk.request(text, language, speaking.heard(), speaking.unheard(), now));
  }

  Optional<Reply> turn(String text, Optional<String> language, boolean keyed, Instant now) {
    Optional<Reply> atOnce = talk.atOnce(text, language, keyed, now);
    if (atOnce.isPresent()) {
      cancel();
      return atOnce;
    }
    fillers = 0;
    forgetReply();
    timers.set(Timer.FILLER, now, settings.fillerAfter());
    timers.set(Timer.THINK_MAX, now, settings.thinkMax());
    if (keyed || !thinking.ahead(text)) {
      thinking.start(text, language, keyed, false, talk.request(text, language, now));
      return Optional.empty();
    }
    Optional<Reply> reply = Optional.empty();
    for (Input.Thought known : thinking.promote(language)) {
      reply = reply.or(() -> thought(known, now));
    }
    return reply;
  }

  Optional<Reply> thought(Input.Thought input, Instant now) {
    return thinking.take(input).flatMap(one -> use(one, now));
  }

  private Optional<Reply> use(Input.Thought input, Instant now) {
    return switch (input) {
      case Input.Opened(var _, Proposal proposal) -> opened(proposal, now);
      case Input.Sentence(var _, String text) -> sentence(text, now);
      case Input.Understood understood -> understood(understood, now);
      case Input.NotUnderstood _ -> withoutModel(now);
    };
  }

  /// Where the engine's own words follow, the model's need not be waited for.
  private Optional<Reply> opened(Proposal proposal, Instant now) {
    if (!thinking.answering()) {
      return Optional.empty();
    }
    opened = proposal;
    running = running(proposal, now).orElse(null);
    return running == null ? Optional.of(decide(proposal, List.of(), now)) : Optional.empty();
  }

  private Optional<RunningReply> running(Proposal proposal, Instant now) {
    return talk.running(thinking.text(), thinking.language(), thinking.keyed(), proposal, now);
  }

  private Optional<Reply> sentence(String text, Instant now) {
    if (running != null && thinking.isTelling()) {
      return running.take(text) ? tell(text, now) : Optional.of(instead());
    }
    return opened != null && thinking.answering() ? first(opened, text, now) : Optional.empty();
  }

  private Optional<Reply> first(Proposal proposal, String text, Instant now) {
    // Words that bridged the wait may have become a turn since it was opened.
    running = running(proposal, now).filter(reply -> reply.take(text)).orElse(null);
    if (running == null) {
      return Optional.of(decide(proposal, List.of(), now));
    }
    timers.stop(Timer.FILLER);
    thinking.telling();
    talk.begins(thinking.text(), thinking.language(), running, now);
    return tell((running.before() + " " + text).strip(), now);
  }

  private Optional<Reply> tell(String words, Instant now) {
    speaking.tell(talk.spoken(words), this::cutOff, now);
    timers.set(Timer.THINK_MAX, now, speaking.playTimeLeft(now).plus(settings.fillerAfter()));
    return Optional.empty();
  }

  private Optional<Reply> understood(Input.Understood understood, Instant now) {
    if (thinking.answering()) {
      return Optional.of(decide(understood.proposal(), understood.attempts(), now));
    }
    talk.took(understood.attempts(), now);
    if (!thinking.isTelling()) {
      thinking.done();
      return Optional.empty();
    }
    return Optional.of(instead());
  }

  /// The turn is decided, and what the agent says is known.
  private Reply decide(Proposal proposal, List<ModelAttempt> attempts, Instant now) {
    timers.stop(Timer.FILLER, Timer.THINK_MAX);
    forgetReply();
    thinking.decided();
    return talk.understood(
        thinking.text(), thinking.language(), thinking.keyed(), proposal, attempts, now);
  }

  /// The model took too long, or is out of order.
  Optional<Reply> withoutModel(Instant now) {
    if (thinking.isTelling()) {
      return Optional.of(instead());
    }
    if (!thinking.answering()) {
      cancel();
      return Optional.empty();
    }
    String text = thinking.text();
    Optional<String> language = thinking.language();
    boolean keyed = thinking.keyed();
    Proposal known = opened == null ? talk.builtIn(text, language, now) : opened;
    cancel();
    return Optional.of(talk.understood(text, language, keyed, known, List.of(), now));
  }

  /// What is said after the model's sentences, maybe nothing: the reply ends with it.
  private Reply instead() {
    if (running == null) {
      throw new IllegalStateException("no reply is being told");
    }
    Reply rest = talk.ends(running);
    cancel();
    return rest;
  }

  /// The agent was stopped while it was telling: the model need not go on.
  private Optional<Reply> cutOff() {
    return thinking.isTelling() ? Optional.of(instead()) : Optional.empty();
  }

  void fill(Instant now) {
    if (thinking.answering()) {
      speaking.fill("filler", fillers++, now);
      timers.set(Timer.FILLER, now, settings.fillerAfter().multipliedBy(2));
    }
  }

  void cancel() {
    thinking.cancel();
    forgetReply();
    timers.stop(Timer.FILLER, Timer.THINK_MAX);
  }

  private void forgetReply() {
    opened = null;
    running = null;
  }

  /// What is being thought about other words than these is of no use any more.
  void cancelOther(String text) {
    if (thinking.ahead() && !thinking.ahead(text)) {
      thinking.cancel();
    }
  }

  void cancelAhead() {
    if (thinking.ahead()) {
      thinking.cancel();
    }
  }

  boolean busy() {
    return thinking.busy();
  }

  /// Whether a turn of the contact waits for its reply.
  boolean answering() {
    return thinking.answering();
  }

  /// What is being thought about.
  String text() {
    return thinking.text();
  }
}
