package dev.parley.runtime.hosted;

import dev.parley.channel.hosted.HostedTalk.Hearer;
import dev.parley.runtime.conversation.ConversationId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request that waits for its answer and passes on what is told of it meanwhile. One thread.
final class Waiting {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final HostedRows rows;
  private final ConversationId conversation;
  private final Ear ear;
  private final Hearer hearer;
  private final Duration patience;
  private Ear.@Nullable Told telling;
  private @Nullable UncheckedIOException gone;
  private int passedOn;

  /// @param patience for the first words, and between any and the next
  Waiting(HostedRows rows, ConversationId conversation, Ear ear, Hearer hearer, Duration patience) {
    this.rows = rows;
    this.conversation = conversation;
    this.ear = ear;
    this.hearer = hearer;
    this.patience = patience;
  }

  /// Empty when the time is over. Whoever went away is waited for all the same: what they heard of
  /// the answer is asked of this ear when they speak next.
  ///
  /// @throws UncheckedIOException by the hearer
  Optional<HostedRows.Answered> answer(String messageId) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    Optional<HostedRows.Answered> answer = Optional.empty();
    while (answer.isEmpty() && System.nanoTime() < until) {
      if (passOn(messageId)) {
        until = System.nanoTime() + patience.toNanos();
      }
      answer = rows.answer(conversation, messageId);
      if (answer.isEmpty()) {
        ear.await(LOOK_AGAIN);
      }
    }
    if (gone != null) {
      throw gone;
    }
    return answer;
  }

  private boolean passOn(String messageId) {
    Optional<Ear.Told> now = ear.told().filter(told -> told.answers(messageId));
    if (now.isEmpty() || gone != null || !hearer.wantsSentences()) {
      return false;
    }
    if (telling != now.get()) {
      telling = now.get();
      passedOn = 0;
    }
    List<String> words = List.copyOf(now.get().words());
    List<String> fresh = words.subList(passedOn, words.size());
    try {
      fresh.forEach(hearer::hears);
    } catch (UncheckedIOException e) {
      gone = e;
    }
    passedOn += fresh.size();
    return !fresh.isEmpty();
  }

  /// What was passed on of the latest answer that was told.
  String heard() {
    return telling == null ? "" : String.join(" ", telling.words().subList(0, passedOn));
  }

  /// The contact has spoken after an answer that is still being told: it ends where it is, and is
  /// written before the contact's words are.
  void stopBefore(int place) throws InterruptedException {
    Optional<Ear.Told> earlier =
        ear.told()
            .filter(told -> HostedMessageId.place(told.messageId()) < place)
            .filter(Ear.Told::stop);
    if (earlier.isEmpty()) {
      return;
    }
    String messageId = earlier.get().messageId();
    long until = System.nanoTime() + patience.toNanos();
    while (rows.answer(conversation, messageId).isEmpty() && System.nanoTime() < until) {
      ear.await(LOOK_AGAIN);
    }
  }
}
