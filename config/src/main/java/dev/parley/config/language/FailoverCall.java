package dev.parley.config.language;

import dev.parley.config.language.ModelSettings.Budget;
import dev.parley.config.language.ModelSettings.JsonMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call over all providers: each in order, once more where that may help, within one budget. One
/// thread owns it and reads its mailbox; everything else only enqueues.
final class FailoverCall implements ModelCall, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(FailoverCall.class);
  private static final int PAUSE_MIN_MILLIS = 200;
  private static final int PAUSE_MAX_MILLIS = 400;

  private final List<ProviderModel> providers;
  private final ModelSettings settings;
  private final ModelRequest request;
  private final PartialListener listener;
  private final LongSupplier nowMillis;
  private final Budget budget;
  private final long endMillis;
  // Bounded by the size limit of an answer.
  private final BlockingQueue<Signal> mailbox = new LinkedBlockingQueue<>();
  private final CompletableFuture<ModelReply> reply = new CompletableFuture<>();
  private final List<ModelAttempt> attempts = new ArrayList<>();
  private int requests;

  FailoverCall(
      List<ProviderModel> providers,
      ModelSettings settings,
      ModelRequest request,
      PartialListener listener,
      LongSupplier nowMillis) {
    this.providers = providers;
    this.settings = settings;
    this.request = request;
    this.listener = listener;
    this.nowMillis = nowMillis;
    this.budget = settings.budget(request.pace());
    this.endMillis = nowMillis.getAsLong() + budget.totalMillis();
  }

  @Override
  public void cancel() {
    mailbox.add(new Signal.Cancel());
  }

  @Override
  public ModelReply await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return reply.get();
        } catch (InterruptedException e) {
          interrupted = true;
          cancel();
        } catch (ExecutionException e) {
          throw new IllegalStateException("a call to a model broke", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void run() {
    try {
      reply.complete(talk());
    } catch (InterruptedException e) {
      // The process is going down.
      reply.complete(new ModelReply.Cancelled(attempts));
    } catch (RuntimeException | Error e) {
      reply.completeExceptionally(e);
    }
  }

  /// Ends it without asking anyone.
  void turnAway() {
    for (ProviderModel provider : providers) {
      attempts.add(notMade(provider, Outcome.BUSY));
    }
    reply.complete(new ModelReply.Unavailable(Outcome.BUSY, "", attempts));
  }

  private ModelReply talk() throws InterruptedException {
    Outcome last = Outcome.COOLING;
    for (ProviderModel provider : providers) {
      if (nowMillis.getAsLong() >= endMillis) {
        last = Outcome.OUT_OF_TIME;
        break;
      }
      if (!provider.circuit().tryPass()) {
        attempts.add(notMade(provider, Outcome.COOLING));
        continue;
      }
      Optional<ModelReply> end = ask(provider);
      if (end.isPresent()) {
        return end.get();
      }
      last = attempts.getLast().outcome();
    }
    return new ModelReply.Unavailable(last, "", attempts);
  }

  // Empty: the next provider may try.
  private Optional<ModelReply> ask(ProviderModel provider) throws InterruptedException {
    JsonMode mode = provider.mode();
    boolean retried = false;
    while (true) {
      ModelRun run =
          new ModelRun(++requests, provider, request, mode, listener, mailbox, nowMillis);
      Outcome outcome = run.run(budget, endMillis);
      attempts.add(run.attempt(outcome));
      if (outcome != Outcome.REJECTED && run.failure().status() / 100 != 4) {
        // Also a mode that then broke or was slow: being rejected again would cost every call.
        provider.accepted(mode);
      }
      Optional<ModelReply> end = end(provider, run, outcome);
      if (end.isPresent()) {
        return end;
      }
      JsonMode nextMode = provider.after(mode);
      if (outcome == Outcome.REJECTED && nextMode != mode) {
        rejected(provider, run, mode, nextMode);
        mode = nextMode;
        continue;
      }
      boolean leftAlone = report(provider, run, outcome) > 0;
      OptionalLong pause =
          retried || leftAlone ? OptionalLong.empty() : pauseBeforeRetry(outcome, run);
      if (pause.isEmpty()) {
        return Optional.empty();
      }
      retried = true;
      if (cancelledWithin(pause.getAsLong())) {
        return Optional.of(new ModelReply.Cancelled(attempts));
      }
    }
  }

  private Optional<ModelReply> end(ProviderModel provider, ModelRun run, Outcome outcome) {
    if (outcome == Outcome.ANSWERED || outcome == Outcome.CUT_SHORT) {
      provider.circuit().record(outcome, OptionalLong.empty());
      boolean complete = outcome == Outcome.ANSWERED;
      return Optional.of(new ModelReply.Answered(run.text(), complete, attempts));
    }
    if (outcome == Outcome.CANCELLED) {
      provider.circuit().record(outcome, OptionalLong.empty());
      return Optional.of(new ModelReply.Cancelled(attempts));
    }
    if (run.spoken()) {
      report(provider, run, outcome);
      return Optional.of(new ModelReply.Unavailable(outcome, run.text(), attempts));
    }
    return Optional.empty();
  }

  private OptionalLong pauseBeforeRetry(Outcome outcome, ModelRun run) {
    if (!outcome.retriable() || tooLong(run).isPresent()) {
      return OptionalLong.empty();
    }
    long pause =
        run.failure()
            .retryAfterMillis()
            .orElseGet(
                () -> ThreadLocalRandom.current().nextInt(PAUSE_MIN_MILLIS, PAUSE_MAX_MILLIS));
    boolean fits = nowMillis.getAsLong() + pause < endMillis;
    return fits ? OptionalLong.of(pause) : OptionalLong.empty();
  }

  /// The wait the provider asked for, when it is longer than a call may wait.
  private OptionalLong tooLong(ModelRun run) {
    OptionalLong wish = run.failure().retryAfterMillis();
    boolean tooLong = wish.isPresent() && wish.getAsLong() > settings.retryWaitMaxMillis();
    return tooLong ? wish : OptionalLong.empty();
  }

  private boolean cancelledWithin(long millis) throws InterruptedException {
    long untilMillis = nowMillis.getAsLong() + millis;
    for (long left = millis; left > 0; left = untilMillis - nowMillis.getAsLong()) {
      if (mailbox.poll(left, TimeUnit.MILLISECONDS) instanceof Signal.Cancel) {
        return true;
      }
    }
    return false;
  }

  /// How long the provider is left alone for it, in milliseconds.
  private long report(ProviderModel provider, ModelRun run, Outcome outcome) {
    long aloneMillis = provider.circuit().record(outcome, tooLong(run));
    LOG.warn(
        "{} did not answer: {} (status {}, {}) after {} ms; left alone for {} ms",
        provider.configured().name(),
        outcome.code(),
        run.failure().status(),
        run.failure().type(),
        run.attempt(outcome).totalMillis(),
        aloneMillis);
    return aloneMillis;
  }

  private static void rejected(
      ProviderModel provider, ModelRun run, JsonMode mode, JsonMode nextMode) {
    LOG.warn(
        "{} rejected a request in JSON mode {} (status {}, {}); trying mode {}",
        provider.configured().name(),
        mode.wireName(),
        run.failure().status(),
        run.failure().type(),
        nextMode.wireName());
  }

  private static ModelAttempt notMade(ProviderModel provider, Outcome outcome) {
    return new ModelAttempt(
        provider.configured().vendor().wireName(),
        provider.configured().model(),
        outcome,
        ModelAttempt.Tokens.NONE,
        OptionalLong.empty(),
        0,
        OptionalLong.empty());
  }
}
