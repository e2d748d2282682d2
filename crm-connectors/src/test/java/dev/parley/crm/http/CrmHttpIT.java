package dev.parley.crm.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.net.ForbiddenAddressException;
import dev.parley.config.net.GuardedSocketFactory;
import dev.parley.config.net.NobodysPort;
import dev.parley.config.net.Reach;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Dns;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrmHttpIT {
  private static final HttpLimits SMALL = limits(Duration.ofSeconds(30));

  /// Only where no answer is to come.
  private static final HttpLimits HASTY = limits(Duration.ofMillis(300));

  /// Long enough for each read, and not for the whole.
  private static final HttpLimits BRIEF = limits(Duration.ofSeconds(30), Duration.ofMillis(700));

  private static HttpLimits limits(Duration read) {
    return limits(read, Duration.ofSeconds(60));
  }

  private static HttpLimits limits(Duration read, Duration call) {
    return new HttpLimits(
        Duration.ofSeconds(30),
        read,
        call,
        4,
        Duration.ofSeconds(10),
        1000,
        Duration.ofHours(1),
        2_000);
  }

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aNameThatPointsInsideIsRefusedAfterResolving() throws Exception {
    Dns rebound = _ -> List.of(InetAddress.getByName("169.254.169.254"));
    var http = new CrmHttp(new Reach(true, true, true), SMALL, rebound);
    assertThat(failure(http, "http://innocent.example/")).isEqualTo("address_forbidden");
  }

  @Test
  void aNameThatPointsBothWaysIsRefusedWhole() throws Exception {
    Dns mixed = _ -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1"));
    var http = new CrmHttp(Reach.PUBLIC, SMALL, mixed);
    assertThat(failure(http, "https://mixed.example/")).isEqualTo("address_forbidden");
  }

  @Test
  void connectsToTheAddressThatWasJudgedAndAsksNoSecondTime() throws Exception {
    var asked = new AtomicInteger();
    Dns changing =
        _ ->
            List.of(InetAddress.getByName(asked.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1"));
    server.enqueue(new MockResponse.Builder().code(204).build());
    var http = new CrmHttp(new Reach(true, false, true), SMALL, changing);
    Answer answer = call(http, "http://changing.example:" + server.getPort() + "/");
    assertThat(answer).isInstanceOf(Answer.Received.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void theSocketItselfRefusesWhatNoResolverWasAskedAbout() throws Exception {
    var factory = new GuardedSocketFactory(Reach.PUBLIC);
    try (var socket = factory.createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> socket.connect(server.getSocketAddress(), 100))
          .isInstanceOf(ForbiddenAddressException.class);
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> factory.createSocket("127.0.0.1", server.getPort()))
        .isInstanceOf(ForbiddenAddressException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void theSocketItselfLeadsWhereItMay() throws Exception {
    var factory = new GuardedSocketFactory(Reach.LOCAL);
    try (var socket = factory.createSocket(InetAddress.getLoopbackAddress(), server.getPort())) {
      assertThat(socket.isConnected()).isTrue();
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  @Test
  void doesNotFollowARedirect() {
    server.enqueue(
        new MockResponse.Builder().code(302).addHeader("Location", server.url("/next")).build());
    var received = (Answer.Received) call(new CrmHttp(Reach.LOCAL, SMALL), server.url("/") + "");
    assertThat(received.status()).isEqualTo(302);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void cutsAnEndlessBody() {
    server.enqueue(new MockResponse.Builder().code(200).body("x".repeat(500_000)).build());
    var received = (Answer.Received) call(new CrmHttp(Reach.LOCAL, SMALL), server.url("/") + "");
    assertThat(received.body()).hasSize(1000);
  }

  /// Each byte comes well before a read gives up, and the whole would take a day.
  @Test
  void aBodyThatDripsIsGivenUpWhenTheCallsTimeIsOver() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .code(200)
            .body("x".repeat(900))
            .throttleBody(1, 100, TimeUnit.MILLISECONDS)
            .build());
    assertThat(failure(new CrmHttp(Reach.LOCAL, BRIEF), server.url("/") + "")).isEqualTo("timeout");
  }

  @Test
  void headersThatDripAreGivenUpWhenTheCallsTimeIsOver() throws Exception {
    try (var dripping = drippingServer()) {
      String url = "http://127.0.0.1:" + dripping.getLocalPort() + "/";
      assertThat(failure(new CrmHttp(Reach.LOCAL, BRIEF), url)).isEqualTo("timeout");
    }
  }

  /// A server that never comes to the end of its headers.
  private static ServerSocket drippingServer() throws IOException {
    var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(
        () -> {
          try (var peer = listening.accept()) {
            OutputStream out = peer.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
            while (true) {
              out.write("a: b\r\n".getBytes(US_ASCII));
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
          } catch (IOException _) {
            // The client has hung up, as it should.
          }
        });
    return listening;
  }

  @Test
  void givesEachFailureItsOwnCode() throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    assertThat(failure(new CrmHttp(Reach.LOCAL, HASTY), server.url("/") + "")).isEqualTo("timeout");
    var http = new CrmHttp(Reach.LOCAL, SMALL);
    server.enqueue(
        new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build());
    assertThat(failure(http, server.url("/") + "")).isEqualTo("connection_lost");
    assertThat(failure(http, "http://127.0.0.1:" + NobodysPort.number() + "/"))
        .isEqualTo("connect_failed");
    try (var plain = plainServer()) {
      assertThat(failure(http, "https://127.0.0.1:" + plain.getLocalPort() + "/"))
          .isEqualTo("tls_failed");
    }
    Dns nowhere =
        host -> {
          throw new java.net.UnknownHostException(host);
        };
    assertThat(failure(new CrmHttp(Reach.PUBLIC, SMALL, nowhere), "https://no.example/"))
        .isEqualTo("dns_failed");
  }

  /// A server that answers whatever it is told, a TLS greeting included, in plain HTTP.
  private static ServerSocket plainServer() throws IOException {
    var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(
        () -> {
          try (var peer = listening.accept()) {
            peer.getOutputStream()
                .write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            peer.getInputStream().transferTo(OutputStream.nullOutputStream());
          } catch (IOException _) {
            // The client has hung up, as it should.
          }
        });
    return listening;
  }

  private static Answer call(CrmHttp http, String url) {
    return http.call(new Request.Builder().url(url).get().build());
  }

  private static String failure(CrmHttp http, String url) {
    return ((Answer.Failed) call(http, url)).failure().code();
  }
}
