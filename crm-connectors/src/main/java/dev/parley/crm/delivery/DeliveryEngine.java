package dev.parley.crm.delivery;

import dev.parley.config.store.Database;
import dev.parley.config.store.StoreException;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.delivery.Lanes.Room;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pushes what is due, on any number of nodes at once. One thread leases deliveries in batches,
/// each attempt runs on a virtual thread of its own, one thread commits the outcomes. Thread-safe.
///
/// A delivery may reach the other system more than once (a process can die between the push and
/// the commit of its outcome), always with the same id; it is lost never.
public final class DeliveryEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);
  private static final long PAUSE_MILLIS = 500;

  private final Clock clock;
  private final DeliverySettings settings;
  private final Lanes lanes;
  private final Leases leases;
  private final Attempts attempts;
  private final OutcomeWriter writer;
  private final Semaphore signal = new Semaphore(0);
  private final Gather gather;
  private final Thread dispatcher;
  private final Thread committer;
  private volatile boolean closing;

  /// @param connectors one per kind
  public DeliveryEngine(
      Database database,
      Connectors connectorRows,
      List<CrmConnector> connectors,
      DeliverySettings settings,
      Clock clock,
      RandomGenerator random,
      DeliveryListener listener) {
    this.clock = clock;
    this.settings = settings;
    this.lanes = new Lanes(settings);
    this.gather = new Gather(settings.gather());
    this.leases = new Leases(database, connectorRows, settings);
    this.writer = new OutcomeWriter(new Outcomes(database, settings), settings);
    this.attempts =
        new Attempts(byType(connectors), lanes, writer, settings, clock, random, listener);
    this.dispatcher = Thread.ofVirtual().name("delivery-dispatch").unstarted(this::dispatch);
    this.committer = Thread.ofVirtual().name("delivery-commit").unstarted(writer::run);
  }

  private static Map<String, CrmConnector> byType(List<CrmConnector> connectors) {
    Map<String, CrmConnector> byType = new HashMap<>();
    for (CrmConnector connector : connectors) {
      if (byType.put(connector.type(), connector) != null) {
        throw new IllegalArgumentException("two connectors are called " + connector.type());
      }
    }
    return byType;
  }

  public void start() {
    committer.start();
    dispatcher.start();
  }

  /// Looks at these connectors now rather than at the next poll. Call after the commit that
  /// enqueued something.
  public void wake(Collection<UUID> connectors) {
    lanes.heat(connectors);
    signal.release();
  }

  /// Attempts under way on this node.
  public int inFlight() {
    return lanes.inFlight();
  }

  private void dispatch() {
    Instant nextPoll = Instant.MIN;
    while (!closing) {
      try {
        Instant now = clock.instant();
        boolean polling = !now.isBefore(nextPoll);
        if (polling) {
          poll(now);
          nextPoll = now.plus(settings.poll());
        }
        long looked = System.nanoTime();
        switch (pick(now, polling)) {
          case NONE -> {
            signal.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
            signal.drainPermits();
          }
          // One by one they would cost a look and a commit each.
          case ALL_THERE_WAS -> gather.await(looked);
          case ALL_THERE_WAS_ROOM_FOR -> {}
        }
      } catch (StoreException | DataAccessException e) {
        LOG.warn("Due deliveries could not be looked for; trying again", e);
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void poll(Instant now) {
    List<Leased> ageing = attempts.leasesToKeep(now);
    if (!ageing.isEmpty()) {
      leases.keep(ageing, now);
    }
    lanes.tidy(now);
    lanes.heat(leases.due(now));
  }

  private enum Picked {
    NONE,
    ALL_THERE_WAS,
    ALL_THERE_WAS_ROOM_FOR
  }

  private Picked pick(Instant now, boolean thorough) {
    List<Room> rooms = lanes.rooms(now, thorough);
    if (rooms.isEmpty()) {
      return Picked.NONE;
    }
    List<Leased> taken = take(rooms, now);
    taken.forEach(leased -> attempts.start(leased, signal::release));
    if (taken.isEmpty()) {
      return Picked.NONE;
    }
    return taken.size() < rooms.stream().mapToInt(Room::attempts).sum()
        ? Picked.ALL_THERE_WAS
        : Picked.ALL_THERE_WAS_ROOM_FOR;
  }

  private List<Leased> take(List<Room> rooms, Instant now) {
    List<Leased> taken;
    try {
      taken = leases.take(rooms, now);
    } catch (RuntimeException e) {
      lanes.heat(rooms.stream().map(Room::connector).toList());
      throw e;
    }
    Map<UUID, Integer> counts = new HashMap<>();
    taken.forEach(leased -> counts.merge(leased.request().connector().id(), 1, Integer::sum));
    rooms.forEach(room -> lanes.started(room, counts.getOrDefault(room.connector(), 0)));
    return taken;
  }

  private void pause() {
    try {
      signal.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One round on the caller's thread, for tests that turn the clock: all that is due and has room
  /// is attempted and committed. Not beside `start`.
  ///
  /// @return attempts made
  int step() {
    Instant now = clock.instant();
    poll(now);
    List<Room> rooms = lanes.rooms(now, true);
    List<Leased> taken = rooms.isEmpty() ? List.of() : take(rooms, now);
    taken.forEach(attempts::run);
    writer.flush();
    return taken.size();
  }

  /// Stops picking, waits for attempts under way as long as the settings allow, and commits their
  /// outcomes. What is cut off is sent again, with the same id, when its lease is over.
  @Override
  public void close() {
    closing = true;
    signal.release();
    try {
      dispatcher.join(settings.drain());
      attempts.await(settings.drain());
      writer.close();
      if (!committer.join(settings.drain())) {
        committer.interrupt();
      }
    } catch (InterruptedException e) {
      committer.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
