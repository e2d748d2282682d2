package dev.parley.runtime.hosted;

import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.driver.Telling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Those in this process who wait for what one conversation says next. Thread-safe.
final class Ear {
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean sentences;
  private volatile @Nullable Told told;

  /// How many wait; guarded by [Waiters].
  int waiting;

  /// An answer as far as it was told.
  static final class Told implements Telling {
    private final Semaphore bell;
    private final List<String> messageIds;
    private final List<String> words = new CopyOnWriteArrayList<>();
    private volatile @Nullable Runnable stop;

    private Told(Semaphore bell, List<String> messageIds) {
      this.bell = bell;
      this.messageIds = messageIds;
    }

    @Override
    public void begins(Runnable toStop) {
      stop = toStop;
    }

    @Override
    public void says(String sentence) {
      words.add(sentence);
      bell.release();
    }

    /// Whether it answers this message, maybe with others.
    boolean answers(String messageId) {
      return messageIds.contains(messageId);
    }

    /// The last of the messages it answers.
    String messageId() {
      return messageIds.getLast();
    }

    List<String> words() {
      return words;
    }

    /// Ends it where it is.
    ///
    /// @return false where nothing of it was told yet
    boolean stop() {
      Runnable toStop = stop;
      if (toStop == null) {
        return false;
      }
      toStop.run();
      return true;
    }
  }

  /// From now on answers are told sentence by sentence.
  void wantSentences() {
    sentences = true;
  }

  Optional<Telling> begin(List<WaitingMessage> messages) {
    if (!sentences) {
      return Optional.empty();
    }
    Told fresh = new Told(bell, messages.stream().map(WaitingMessage::messageId).toList());
    told = fresh;
    return Optional.of(fresh);
  }

  /// The latest answer that is being told, or was.
  Optional<Told> told() {
    return Optional.ofNullable(told);
  }

  void ring() {
    bell.release();
  }

  /// Returns when something was said or committed, or the time is over. Several may wait: a bell
  /// wakes one, who looks, and the others look soon.
  void await(Duration atMost) throws InterruptedException {
    if (bell.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
  }
}
