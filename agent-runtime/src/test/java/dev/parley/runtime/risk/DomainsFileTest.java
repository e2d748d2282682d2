package dev.parley.runtime.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.risk.RiskPolicy;
import dev.parley.risk.Sightings;
import dev.parley.risk.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainsFileTest {
  private static final class Turned extends Clock {
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("one zone is enough here");
    }

    void turn(Duration by) {
      now = now.plus(by);
    }
  }

  private static int score(DomainsFile rules, String domain) {
    Submission sent =
        new Submission(
            Optional.empty(),
            Optional.of("ana@" + domain),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return rules.get().assess(sent, Sightings.NONE, RiskPolicy.DEFAULT).score();
  }

  @Test
  void aFileTakesThePlaceOfTheListAndIsReadAgainWhenItChanges(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("mine"), "trash.example.org\n");
    Turned clock = new Turned();
    DomainsFile rules = new DomainsFile(Optional.of(file), clock);
    assertThat(score(rules, "trash.example.org")).isEqualTo(60);
    assertThat(score(rules, "mailinator.com")).isZero();

    Files.writeString(file, "other.example.org\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    assertThat(score(rules, "trash.example.org")).isEqualTo(60);
    clock.turn(Duration.ofSeconds(11));
    assertThat(score(rules, "trash.example.org")).isZero();
    assertThat(score(rules, "other.example.org")).isEqualTo(60);
  }

  @Test
  void aFileThatGoesAwayLeavesTheListAsItWas(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("mine"), "trash.example.org\n");
    Turned clock = new Turned();
    DomainsFile rules = new DomainsFile(Optional.of(file), clock);
    assertThat(score(rules, "trash.example.org")).isEqualTo(60);

    Files.delete(file);
    clock.turn(Duration.ofSeconds(11));

    assertThat(score(rules, "trash.example.org")).isEqualTo(60);
  }

  @Test
  void withoutAFileItIsTheListThatComesAlong() {
    assertThat(score(new DomainsFile(Optional.empty(), new Turned()), "mailinator.com"))
        .isEqualTo(60);
  }
}
