package dev.parley.crm.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crm.Allowance;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.delivery.Lanes.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final Lanes lanes = new Lanes(DeliverySettings.DEFAULT);
  private final UUID connector = new UUID(0, 1);

  @Test
  void allowsMoreWithEachSuccessUpToTheConnectorsMost() {
    for (int i = 0; i < 30; i++) {
      succeed();
    }
    assertThat(room(NOW)).isEqualTo(16);
  }

  @Test
  void allowsHalfAsMuchAfterAFailureAndNeverNothing() {
    for (int expected : List.of(2, 1, 1)) {
      fail(NOW);
      assertThat(room(NOW)).isEqualTo(expected);
    }
  }

  @Test
  void fiveFailuresOpenTheBreakerAndItLetsOneThroughAtATimeEverMoreRarely() {
    for (int i = 0; i < 5; i++) {
      fail(NOW);
    }
    assertThat(room(NOW.plusSeconds(5).minusMillis(1))).isZero();
    assertThat(room(NOW.plusSeconds(5))).isEqualTo(1);
    fail(NOW.plusSeconds(5));
    assertThat(room(NOW.plusSeconds(15).minusMillis(1))).isZero();
    Instant later = NOW;
    for (int i = 0; i < 30; i++) {
      later = later.plus(Duration.ofHours(1));
      fail(later);
    }
    assertThat(room(later.plusSeconds(299))).isZero();
    assertThat(room(later.plusSeconds(300))).isEqualTo(1);
    lanes.started(new Room(connector, 1), 1);
    assertThat(room(later.plusSeconds(301))).isZero();
    assertThat(lanes.finished(connector, ScriptedConnector.OK, List.of(), later, 16)).isTrue();
    assertThat(room(later)).isGreaterThan(1);
  }

  @Test
  void stragglersDoNotKeepTheBreakerOpenLonger() {
    lanes.heat(List.of(connector));
    lanes.started(new Room(connector, 8), 8);
    for (int i = 0; i < 8; i++) {
      lanes.finished(connector, ScriptedConnector.DOWN, List.of(), NOW.plusMillis(i), 16);
    }
    assertThat(room(NOW.plusSeconds(6))).isEqualTo(1);
  }

  @Test
  void troubleWithOneRecordIsNoTroubleWithTheEndpoint() {
    for (int i = 0; i < 20; i++) {
      start();
      lanes.finished(
          connector,
          ScriptedConnector.retry("refused", 422, null, Trouble.RECORD),
          List.of(),
          NOW,
          16);
    }
    assertThat(room(NOW)).isEqualTo(16);
  }

  @Test
  void roomIsSharedOutOverAllThatWantSome() {
    var few =
        new Lanes(
            new DeliverySettings(
                Duration.ofMillis(250),
                Duration.ofMillis(5),
                Duration.ofSeconds(30),
                8,
                500,
                Schedule.STANDARD_WEBHOOKS,
                Duration.ofDays(7),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                5,
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                10,
                Duration.ofSeconds(20)));
    List<UUID> connectors = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      connectors.add(new UUID(1, i));
    }
    few.heat(connectors);
    List<Room> first = few.rooms(NOW, true);
    assertThat(first).hasSize(8).allMatch(room -> room.attempts() == 1);
    few.heat(connectors);
    assertThat(few.rooms(NOW, true)).isNotEqualTo(first);
  }

  @Test
  void whatIsAnnouncedDuringALookIsNotForgotten() {
    lanes.heat(List.of(connector));
    Room room = lanes.rooms(NOW, true).getFirst();
    lanes.heat(List.of(connector));
    lanes.started(room, 0);
    assertThat(lanes.rooms(NOW, true)).hasSize(1);
    lanes.started(room, 0);
    assertThat(lanes.rooms(NOW, true)).isEmpty();
  }

  private void succeed() {
    start();
    lanes.finished(connector, ScriptedConnector.OK, List.of(), NOW, 16);
  }

  private void fail(Instant at) {
    start();
    lanes.finished(connector, ScriptedConnector.DOWN, List.of(), at, 16);
  }

  private void start() {
    lanes.heat(List.of(connector));
    lanes.started(new Room(connector, 1), 1);
  }

  private int room(Instant at) {
    lanes.heat(List.of(connector));
    return lanes.rooms(at, true).stream().mapToInt(Room::attempts).sum();
  }

  @Test
  void aLimitThatIsNearlySpentSlowsAConnectorDownBeforeItIsRefusedAnything() {
    for (int i = 0; i < 20; i++) {
      start();
      finish(NOW, new Allowance("window", 100, Duration.ofSeconds(10)));
    }
    assertThat(room(NOW)).isEqualTo(16);
    start();
    finish(NOW, new Allowance("window", 3, Duration.ofSeconds(10)));
    assertThat(room(NOW.plusSeconds(9))).isEqualTo(3);
    lanes.started(new Room(connector, 2), 2);
    lanes.heat(List.of(connector));
    assertThat(room(NOW.plusSeconds(9))).isEqualTo(1);
    finish(NOW.plusSeconds(9), new Allowance("window", 0, Duration.ofSeconds(10)));
    finish(NOW.plusSeconds(9), new Allowance("daily", 5, Duration.ofHours(3)));
    assertThat(room(NOW.plusSeconds(18))).isZero();
    assertThat(room(NOW.plusSeconds(19))).as("slowly after the window").isEqualTo(2);
  }

  @Test
  void aSpentDayIsRememberedUntilItIsOverThoughNothingWaits() {
    start();
    finish(NOW, new Allowance("daily", 0, Duration.ofHours(3)));
    lanes.tidy(NOW.plusSeconds(60));
    assertThat(room(NOW.plus(Duration.ofHours(2)))).isZero();
    assertThat(room(NOW.plus(Duration.ofHours(3)))).isEqualTo(1);
  }

  @Test
  void aLimitThatLeavesEnoughAgainIsForgotten() {
    start();
    finish(NOW, new Allowance("daily", 0, Duration.ofHours(3)));
    lanes.started(new Room(connector, 1), 1);
    finish(NOW, new Allowance("daily", 16, Duration.ofHours(3)));
    assertThat(room(NOW)).isEqualTo(2);
  }

  private void finish(Instant at, Allowance allowance) {
    lanes.finished(connector, ScriptedConnector.OK, List.of(allowance), at, 16);
  }
}
