package dev.parley.runtime.process;

import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.http.Sockets;
import dev.parley.channel.web.WebChat;
import dev.parley.config.settings.Settings;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.ops.Health;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Parley: storage, rooms, web server, started in that order and stopped in the other.
public final class Parley implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parley.class);

  private final ProcessSettings settings;
  private final Storage storage;
  private final Rooms rooms;
  private final Sockets sockets;
  private final Health health;
  private final WebServer server;
  private final boolean adminKeyCreated;

  private Parley(
      ProcessSettings settings,
      Storage storage,
      Rooms rooms,
      Sockets sockets,
      Health health,
      WebServer server,
      boolean adminKeyCreated) {
    this.settings = settings;
    this.storage = storage;
    this.rooms = rooms;
    this.sockets = sockets;
    this.health = health;
    this.server = server;
    this.adminKeyCreated = adminKeyCreated;
  }

  /// Starts everything; when it returns, requests are served. What a setting or the database makes
  /// impossible is thrown, and nothing is left running then.
  public static Parley start(Settings settings, Milestones milestones, Clock clock) {
    ProcessSettings process = ProcessSettings.read(settings);
    CreatedKeys keys = new CreatedKeys(settings, process.data());
    CreatedKeys.Key admin = keys.admin();
    CreatedKeys.Key master = keys.master();
    Storage storage = Storage.open(settings, process.data(), process.databaseUrl());
    try {
      Rooms rooms =
          Rooms.build(settings, process, storage.database(), admin, master, milestones, clock);
      return serve(settings, process, storage, rooms, admin.created());
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  private static Parley serve(
      Settings settings,
      ProcessSettings process,
      Storage storage,
      Rooms rooms,
      boolean adminKeyCreated) {
    Sockets.Limits limits = ChatLimits.sockets(settings);
    Sockets sockets = new Sockets(limits);
    Health health = new Health(storage.database(), rooms.meters());
    WebChat chat =
        new WebChat(
            rooms.webConversations(),
            ChatLimits.chat(settings),
            ChatLimits.socket(settings),
            process.publicUrl().map(URI::toString));
    SocketUpgrader upgrader = new SocketUpgrader(sockets);
    chat.addTo(upgrader);
    rooms.addTo(upgrader);
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.register(health);
    chat.addTo(routing);
    rooms.addTo(routing, limits.trustedProxies());
    var server =
        WebServer.builder()
            .host(process.host())
            .port(process.port())
            .shutdownHook(false)
            .maxTcpConnections(process.httpConnectionsMax())
            .maxPayloadSize(Math.max(process.requestBytesMax(), rooms.webhookBytesMax()));
    upgrader.install(server, Http1Config.create());
    server.routing(routing);
    rooms.meters().gauge("parley.sockets.open", "open web chat sockets", sockets::open);
    WebServer started = server.build().start();
    try {
      // What was left behind is asked about when its answers can reach us, and not before.
      rooms.start();
    } catch (RuntimeException e) {
      started.stop();
      throw e;
    }
    warnOf(settings);
    return new Parley(process, storage, rooms, sockets, health, started, adminKeyCreated);
  }

  private static void warnOf(Settings settings) {
    // The log's own configuration and the start script read these three.
    List.of("PARLEY_LOG_FORMAT", "PARLEY_LOG_LEVEL", "PARLEY_JAVA_OPTIONS").forEach(settings::text);
    settings
        .unused()
        .forEach(
            name -> LOG.warn("{} is set, but there is no such setting; is it misspelt?", name));
  }

  /// Where a browser on this machine finds it.
  public URI url() {
    return settings.publicUrl().orElse(URI.create("http://localhost:" + server.port()));
  }

  public int port() {
    return server.port();
  }

  /// What to tell the person who started it.
  public Banner banner() {
    return new Banner(
        url(), settings, adminKeyCreated, rooms.models(), rooms.webChannels(), rooms.hasSandbox());
  }

  /// Drains: no new work, sockets told to come back, turns and deliveries under way finished,
  /// leases given back, all within the one drain time. What cannot be finished in time is done
  /// again by the next process.
  @Override
  public void close() {
    health.stopping();
    long until = System.nanoTime() + settings.drain().toNanos();
    try {
      Thread background = Thread.ofVirtual().name("drain").start(rooms::finishBackground);
      // Calls first: their sockets are what the goodbye is said on.
      rooms.finishCalls(settings.drain().multipliedBy(3).dividedBy(4));
      sockets.drain(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
      rooms.finishTurns(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
      background.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.stop();
      sockets.close();
      rooms.close();
      storage.close();
      LOG.info("Stopped");
    }
  }
}
