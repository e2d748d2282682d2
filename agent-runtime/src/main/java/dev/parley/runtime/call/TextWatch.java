package dev.parley.runtime.call;

import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.messaging.CallTexts;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a call's question as a text message and looks for its answer, on a thread of its own that
/// is never interrupted. One per question; `over` may be called by any thread.
final class TextWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TextWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Asking asking;
  private final String words;
  private final Consumer<Input> tell;
  private final CountDownLatch over = new CountDownLatch(1);

  /// Whom a call can ask by text message.
  ///
  /// @param call once its rows are written
  /// @param contact E.164
  /// @param awaitedFor after which a message is none of the call's any more
  record Asking(
      CallTexts texts,
      CompletableFuture<ConversationId> call,
      String agent,
      String contact,
      Duration awaitedFor) {}

  TextWatch(Asking asking, String words, Consumer<Input> tell) {
    this.asking = asking;
    this.words = words;
    this.tell = tell;
  }

  /// The answer is not waited for any more.
  void over() {
    over.countDown();
  }

  @Override
  public void run() {
    try {
      ConversationId call = asking.call().join();
      Optional<UUID> text =
          asking.texts().ask(call, asking.agent(), asking.contact(), words, asking.awaitedFor());
      if (text.isEmpty()) {
        tell.accept(new Input.TextFailed());
      } else {
        watch(call, text.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("A question was not asked by text message; it is asked aloud");
      tell.accept(new Input.TextFailed());
    }
  }

  private void watch(ConversationId call, UUID text) throws InterruptedException {
    boolean last = false;
    while (true) {
      Optional<String> answer = asking.texts().answer(call.tenant(), text);
      if (answer.isPresent()) {
        tell.accept(new Input.Texted(answer.get()));
        return;
      }
      if (last) {
        asking.texts().forget(call.tenant(), text);
        return;
      }
      last = over.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
