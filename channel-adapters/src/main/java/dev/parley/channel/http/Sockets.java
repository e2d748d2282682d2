package dev.parley.channel.http;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All open sockets of the process: counts them, watches their clocks, closes them in the end. One
/// timer thread for all. Thread-safe.
public final class Sockets implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sockets.class);

  private final Limits limits;
  private final LongSupplier nanos;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> openByAddress = new ConcurrentHashMap<>();
  private final Set<SocketPeer> peers = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer;
  private volatile boolean draining;

  /// @param socketsMax open sockets in this process
  /// @param socketsPerAddressMax open sockets of one client address (of one /64 with IPv6)
  /// @param trustedProxies proxies of ours before this server, see [ClientAddress]
  public record Limits(int socketsMax, int socketsPerAddressMax, int trustedProxies) {
    public static final Limits DEFAULTS = new Limits(50_000, 1_000, 0);
  }

  public Sockets(Limits limits) {
    this(limits, System::nanoTime);
    var unused = timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /// With a clock of one's own nothing ticks unasked.
  Sockets(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sockets").factory());
  }

  /// How many sockets are open.
  public int open() {
    return open.get();
  }

  /// From now on no socket is admitted, and every open one is closed with 1001 after what it still
  /// has to say. Waits until all are gone or the time is over; what remains, the server cuts.
  public void drain(Duration patience) throws InterruptedException {
    draining = true;
    long until = System.nanoTime() + patience.toNanos();
    peers.forEach(peer -> peer.close(CloseCode.GOING_AWAY, "server_stopping"));
    synchronized (peers) {
      while (!peers.isEmpty() && until > System.nanoTime()) {
        peers.wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  int trustedProxies() {
    return limits.trustedProxies();
  }

  LongSupplier nanos() {
    return nanos;
  }

  /// Counts a socket in, or says why not.
  Optional<SocketEndpoint.Admission.Refuse> enter(String address) {
    if (draining) {
      return refuse(503, "server_stopping", "The server is stopping; connect again in a moment.");
    }
    if (open.incrementAndGet() > limits.socketsMax()) {
      open.decrementAndGet();
      return refuse(503, "too_many_sockets", "The server holds as many sockets as it may.");
    }
    int count = openByAddress.merge(address, 1, Integer::sum);
    if (count > limits.socketsPerAddressMax()) {
      leave(address);
      return refuse(429, "too_many_sockets", "This address holds as many sockets as it may.");
    }
    return Optional.empty();
  }

  void leave(String address) {
    openByAddress.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
    open.decrementAndGet();
  }

  void watch(SocketPeer peer) {
    peers.add(peer);
    if (draining) {
      peer.close(CloseCode.GOING_AWAY, "server_stopping");
    }
  }

  void forget(SocketPeer peer) {
    synchronized (peers) {
      peers.remove(peer);
      peers.notifyAll();
    }
  }

  void tick() {
    for (SocketPeer peer : peers) {
      try {
        peer.tick();
      } catch (RuntimeException failure) {
        // An exception would end the timer, and with it every other socket's clock.
        log.error("a socket's clock failed; it is asked again in a second", failure);
      }
    }
  }

  private static Optional<SocketEndpoint.Admission.Refuse> refuse(
      int status, String code, String detail) {
    return Optional.of(new SocketEndpoint.Admission.Refuse(status, code, detail));
  }
}
