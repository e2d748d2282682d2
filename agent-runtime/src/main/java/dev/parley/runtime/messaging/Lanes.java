package dev.parley.runtime.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// What this process holds of each conversation, in its order. A lane is emptied by one thread at a
/// time, and is shut for a while when its first message could not be sent: a turn that was being
/// written meanwhile does not know of that, and would overtake it. Thread-safe.
final class Lanes {
  /// Longer than an outcome takes to be written, and a turn's commit that did not see it.
  private static final Duration SHUT_FOR = Duration.ofSeconds(5);

  private final ConcurrentHashMap<UUID, Lane> lanes = new ConcurrentHashMap<>();
  private final Executor later;

  Lanes() {
    this(CompletableFuture.delayedExecutor(SHUT_FOR.toMillis(), TimeUnit.MILLISECONDS));
  }

  /// @param later runs what it is given after a shut lane has been shut for long enough
  Lanes(Executor later) {
    this.later = later;
  }

  /// A row and when this process took it.
  record Held(OutboxRow row, Instant since) {}

  /// Guarded by the map's lock of its key.
  private static final class Lane {
    private final Deque<Held> rows = new ArrayDeque<>();
    private boolean shut;
  }

  /// What is to be done about rows that were put in.
  enum Put {
    /// Nothing: they wait behind others.
    WAITING,
    /// Someone must begin to empty the lane.
    BEGIN,
    /// They may not be sent before what could not be: they go back.
    HELD_BACK
  }

  /// @param inTurn whether they were handed out as the first of their conversation
  Put put(UUID conversation, Collection<Held> rows, boolean inTurn) {
    Put[] put = new Put[1];
    lanes.compute(
        conversation,
        (_, present) -> {
          Lane lane = present == null ? new Lane() : present;
          if (lane.shut && !inTurn) {
            put[0] = Put.HELD_BACK;
            return lane;
          }
          put[0] = present == null || lane.shut ? Put.BEGIN : Put.WAITING;
          lane.shut = false;
          lane.rows.addAll(rows);
          return lane;
        });
    return put[0];
  }

  /// The next row; empty: whoever empties the lane is done.
  Optional<Held> next(UUID conversation) {
    Held[] next = new Held[1];
    lanes.computeIfPresent(
        conversation,
        (_, lane) -> {
          next[0] = lane.rows.poll();
          return next[0] == null ? null : lane;
        });
    return Optional.ofNullable(next[0]);
  }

  /// Whoever empties the lane stops, as its first message could not be sent; what follows it.
  List<Held> shut(UUID conversation) {
    Deque<Held> rest = new ArrayDeque<>();
    lanes.computeIfPresent(
        conversation,
        (_, lane) -> {
          rest.addAll(lane.rows);
          lane.rows.clear();
          lane.shut = true;
          return lane;
        });
    later.execute(() -> lanes.computeIfPresent(conversation, (_, lane) -> lane.shut ? null : lane));
    return List.copyOf(rest);
  }

  /// Forgets a lane that nobody will empty.
  void drop(UUID conversation) {
    lanes.remove(conversation);
  }

  int count() {
    return lanes.size();
  }
}
