package dev.parley.crm.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.store.TestDatabase;
import dev.parley.crm.Connector;
import dev.parley.crm.RemoteKeys.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredRemoteKeysPostgresTest {
  private static final Duration HOLD = Duration.ofMinutes(2);

  private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private TestDatabase test;
  private StoredRemoteKeys keys;
  private Connector connector;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    keys = new StoredRemoteKeys(test.database(), clock);
    var rows = new CrmRows(test.database());
    connector = rows.connector(rows.tenant(), "scripted");
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void ofManyCallersAtOnceOneGetsTheKey() throws Exception {
    List<Claim> claims = new ArrayList<>();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Claim>> asking = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        asking.add(() -> keys.claim(connector, "person/1", HOLD));
      }
      for (Future<Claim> claim : workers.invokeAll(asking)) {
        claims.add(claim.get());
      }
    }
    assertThat(claims).filteredOn(Claim.Mine.class::isInstance).hasSize(1);
    assertThat(claims).filteredOn(Claim.Held.class::isInstance).hasSize(15);
  }

  @Test
  void whatWasMadeIsKnownFromThenOn() {
    keys.made(connector, "person/1", mine("person/1"), "77");
    clock.turn(Duration.ofDays(400));
    assertThat(keys.claim(connector, "person/1", HOLD)).isEqualTo(new Claim.Known("77"));
    assertThat(keys.claim(connector, "person/2", HOLD)).isInstanceOf(Claim.Mine.class);
    keys.forget(connector, "person/1", "77");
    assertThat(keys.claim(connector, "person/1", HOLD)).isInstanceOf(Claim.Mine.class);
  }

  @Test
  void aHolderThatNeverComesBackKeepsTheKeyForItsTimeOnly() {
    UUID lost = mine("person/1");
    assertThat(keys.claim(connector, "person/1", HOLD)).isInstanceOf(Claim.Held.class);
    clock.turn(HOLD);
    UUID next = mine("person/1");
    keys.release(connector, "person/1", lost);
    keys.made(connector, "person/1", lost, "late");
    assertThat(keys.claim(connector, "person/1", HOLD)).isInstanceOf(Claim.Held.class);
    keys.made(connector, "person/1", next, "78");
    assertThat(keys.claim(connector, "person/1", HOLD)).isEqualTo(new Claim.Known("78"));
  }

  @Test
  void aReleasedKeyIsFreeAtOnce() {
    keys.release(connector, "person/1", mine("person/1"));
    assertThat(keys.claim(connector, "person/1", HOLD)).isInstanceOf(Claim.Mine.class);
  }

  private UUID mine(String key) {
    return ((Claim.Mine) keys.claim(connector, key, HOLD)).holder();
  }
}
