package dev.parley.crm.delivery;

import dev.parley.crm.Allowance;
import dev.parley.crm.DeliveryResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// All connectors' traffic on this node, and who may start how many attempts. Room is shared out
/// evenly over the connectors that want some, so that none waits behind another's backlog.
/// Thread-safe: one lock, held for no I/O.
final class Lanes {
  /// How many attempts may be started for a connector.
  record Room(UUID connector, int attempts) {}

  private final DeliverySettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, Lane> lanes = new LinkedHashMap<>();
  private int inFlight;

  /// Where sharing out began last time; the next one begins further on.
  private int turn;

  Lanes(DeliverySettings settings) {
    this.settings = settings;
  }

  void heat(Collection<UUID> connectors) {
    lock.lock();
    try {
      connectors.forEach(id -> lanes.computeIfAbsent(id, _ -> new Lane(settings)).heat());
    } finally {
      lock.unlock();
    }
  }

  /// For each of these `started` must follow, or `heat` where the look failed.
  ///
  /// @param thorough also where so little is free that a query is hardly worth it
  List<Room> rooms(Instant now, boolean thorough) {
    lock.lock();
    try {
      List<Map.Entry<UUID, Lane>> wanting =
          new ArrayList<>(
              lanes.entrySet().stream()
                  .filter(
                      lane ->
                          thorough
                              ? lane.getValue().room(now) > 0
                              : lane.getValue().worthPicking(now))
                  .toList());
      if (wanting.isEmpty()) {
        return List.of();
      }
      Collections.rotate(wanting, turn++);
      return shared(wanting, now);
    } finally {
      lock.unlock();
    }
  }

  private List<Room> shared(List<Map.Entry<UUID, Lane>> wanting, Instant now) {
    int free = settings.inFlightMax() - inFlight;
    int share = Math.max(1, free / wanting.size());
    List<Room> rooms = new ArrayList<>();
    for (Map.Entry<UUID, Lane> lane : wanting) {
      int room = Math.min(free, Math.min(share, lane.getValue().room(now)));
      if (room > 0) {
        lane.getValue().cool();
        rooms.add(new Room(lane.getKey(), room));
        free -= room;
      }
    }
    return rooms;
  }

  /// @param taken how many of the room's attempts were found and start now
  void started(Room room, int taken) {
    lock.lock();
    try {
      inFlight += taken;
      Lane lane = lanes.computeIfAbsent(room.connector(), _ -> new Lane(settings));
      lane.started(taken, taken == room.attempts());
    } finally {
      lock.unlock();
    }
  }

  /// @return whether this closed (true) or opened (false) the connector's breaker; null: neither
  @Nullable Boolean finished(
      UUID connector,
      DeliveryResult result,
      List<Allowance> allowances,
      Instant now,
      int allowanceMax) {
    lock.lock();
    try {
      inFlight--;
      Lane lane = lanes.computeIfAbsent(connector, _ -> new Lane(settings));
      boolean tripped = lane.tripped();
      lane.finished(result, now, allowanceMax);
      lane.allowed(allowances, now, allowanceMax);
      return tripped == lane.tripped() ? null : tripped;
    } finally {
      lock.unlock();
    }
  }

  /// Forgets connectors there is nothing to remember about.
  void tidy(Instant now) {
    lock.lock();
    try {
      lanes.values().removeIf(lane -> lane.idle(now));
    } finally {
      lock.unlock();
    }
  }

  int inFlight() {
    lock.lock();
    try {
      return inFlight;
    } finally {
      lock.unlock();
    }
  }
}
