package dev.parley.runtime.driver;

import dev.parley.lead.Disposition;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// What one conversation has to do, in this process. Its lock is held for moments only, never while
/// working: arrivals note themselves here, and one worker at a time takes the work from here.
final class ConversationRun {
  /// Far more than arrive between a commit and the word of it.
  private static final int ANSWERED_KEPT_MAX = 64;

  private final ConversationId id;
  private final DriverSettings settings;
  private final List<WaitingMessage> messages = new ArrayList<>();
  private final Set<Long> answered = new LinkedHashSet<>();
  private final Deque<Request> requests = new ArrayDeque<>();
  private @Nullable OwnedConversation owned;
  private @Nullable Future<?> understanding;
  private boolean messagesKnown;
  private boolean running;
  private int failures;
  private Instant firstArrival = Instant.EPOCH;
  private Instant lastArrival = Instant.EPOCH;
  private Instant typingUntil = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;
  private Instant lastUsed;

  ConversationRun(ConversationId id, DriverSettings settings, Instant now) {
    this.id = id;
    this.settings = settings;
    this.lastUsed = now;
  }

  ConversationId id() {
    return id;
  }

  synchronized void begun(OwnedConversation fresh) {
    owned = fresh;
    messagesKnown = true;
  }

  /// A message that was just committed. Cancels an answer that is still being thought about. It may
  /// have been found in the database, and even answered, before this is told of it.
  synchronized void arrived(WaitingMessage message, Instant now) {
    if (isKnown(message)) {
      return;
    }
    if (messages.isEmpty()) {
      firstArrival = now;
    }
    messages.add(message);
    lastArrival = now;
    lastUsed = now;
    if (understanding != null) {
      understanding.cancel(true);
    }
  }

  private boolean isKnown(WaitingMessage message) {
    return answered.contains(message.inboxId())
        || messages.stream().anyMatch(one -> one.inboxId() == message.inboxId());
  }

  /// There may be messages this process does not know of.
  synchronized void lookAgain(Instant now) {
    if (!running) {
      messagesKnown = false;
      lastUsed = now;
    }
  }

  synchronized void typing(Instant now) {
    typingUntil = now.plus(settings.typingWindow());
    lastUsed = now;
  }

  synchronized void request(Request request, Instant now) {
    boolean once = request instanceof Request.Silence || request instanceof Request.Unreached;
    if (!once || !requests.contains(request)) {
      requests.add(request);
    }
    lastUsed = now;
  }

  /// When there is something to do, and the time for it has come or will come; empty when idle or
  /// being worked on.
  synchronized Optional<Instant> due() {
    if (running || (messagesKnown && messages.isEmpty() && requests.isEmpty())) {
      return Optional.empty();
    }
    Instant due = requests.isEmpty() && messagesKnown ? quiet() : Instant.EPOCH;
    return Optional.of(due.isAfter(notBefore) ? due : notBefore);
  }

  private Instant quiet() {
    Instant quiet = lastArrival.plus(settings.quietWindow());
    if (!typingUntil.isAfter(quiet)) {
      return quiet;
    }
    Instant latest = firstArrival.plus(settings.typingMax());
    Instant typed = typingUntil.isBefore(latest) ? typingUntil : latest;
    return typed.isAfter(quiet) ? typed : quiet;
  }

  /// Claims the work; false when someone else is at it or its time has not come.
  synchronized boolean claim(Instant now) {
    Optional<Instant> due = due();
    if (due.isEmpty() || due.get().isAfter(now)) {
      return false;
    }
    running = true;
    lastUsed = now;
    return true;
  }

  synchronized void finished() {
    running = false;
    understanding = null;
  }

  synchronized Optional<OwnedConversation> owned() {
    return Optional.ofNullable(owned);
  }

  synchronized void own(OwnedConversation taken) {
    owned = taken;
  }

  /// Nothing of what was known counts any more: the lease is lost, or something broke.
  synchronized void forget(Instant retryAt) {
    owned = null;
    messages.clear();
    messagesKnown = false;
    notBefore = retryAt;
  }

  synchronized int failed() {
    return ++failures;
  }

  synchronized boolean messagesKnown() {
    return messagesKnown;
  }

  /// What the database says is waiting, messages that arrived meanwhile included.
  synchronized void know(List<WaitingMessage> waiting) {
    List<WaitingMessage> arrived =
        messages.stream()
            .filter(message -> waiting.stream().noneMatch(w -> w.inboxId() == message.inboxId()))
            .toList();
    messages.clear();
    messages.addAll(waiting);
    messages.addAll(arrived);
    messagesKnown = true;
  }

  synchronized List<WaitingMessage> waiting() {
    return List.copyOf(messages);
  }

  /// Starts understanding these messages, unless another has arrived since.
  synchronized boolean thinking(List<WaitingMessage> about, Future<?> thought) {
    if (!about.equals(messages)) {
      return false;
    }
    understanding = thought;
    return true;
  }

  synchronized void thought() {
    understanding = null;
  }

  synchronized void answered(List<WaitingMessage> done, OwnedConversation after) {
    messages.removeAll(done);
    done.forEach(message -> answered.add(message.inboxId()));
    while (answered.size() > ANSWERED_KEPT_MAX) {
      answered.remove(answered.iterator().next());
    }
    owned = after;
    failures = 0;
    notBefore = Instant.EPOCH;
  }

  /// They belong to another conversation now.
  synchronized void gone(List<WaitingMessage> moved) {
    messages.removeAll(moved);
    failures = 0;
  }

  synchronized Optional<Request> nextRequest() {
    return Optional.ofNullable(requests.peek());
  }

  synchronized void requestDone(Request request, OwnedConversation after) {
    requests.remove(request);
    owned = after;
    failures = 0;
    notBefore = Instant.EPOCH;
  }

  /// Whether it may leave memory.
  synchronized boolean idleSince(Instant before) {
    return !running && messages.isEmpty() && requests.isEmpty() && lastUsed.isBefore(before);
  }

  /// Answers those who wait for a request that will not be done here.
  synchronized void abandon() {
    for (Request request : requests) {
      if (request instanceof Request.Close(Disposition _, Optional<String> _, var done)) {
        done.cancel(false);
      }
    }
  }
}
