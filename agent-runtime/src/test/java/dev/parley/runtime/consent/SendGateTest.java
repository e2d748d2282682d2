package dev.parley.runtime.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.ServiceWindow;
import dev.parley.config.agent.AgentDefinition.Outreach;
import dev.parley.config.agent.AgentDefinition.QuietHours;
import dev.parley.runtime.consent.GateVerdict.Allowed;
import dev.parley.runtime.consent.GateVerdict.Held;
import dev.parley.runtime.consent.GateVerdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SendGateTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final Optional<ServiceWindow> NO_WINDOW = Optional.empty();

  private final SendGate gate = new SendGate(SendGate.WINDOW_MARGIN);

  private static Optional<ServiceWindow> wroteAt(Instant at) {
    return Optional.of(new ServiceWindow(at, Duration.ofHours(24)));
  }

  private static Outreach quiet(String from, String until) {
    return new Outreach(new QuietHours(LocalTime.parse(from), LocalTime.parse(until)), 1, 3);
  }

  private GateVerdict unasked(String quiet, Instant now, String... zones) {
    String[] hours = quiet.split("-");
    return gate.decide(
        new Sending.Unasked(
            ConsentStanding.FREE,
            Arrays.stream(zones).map(ZoneId::of).toList(),
            UTC,
            quiet(hours[0], hours[1]),
            List.of(),
            NO_WINDOW,
            now));
  }

  private GateVerdict capped(int perDay, int perWeek, Instant... sentAt) {
    Outreach outreach = new Outreach(Outreach.DEFAULT.quietHours(), perDay, perWeek);
    return gate.decide(
        new Sending.Unasked(
            ConsentStanding.FREE, List.of(UTC), UTC, outreach, List.of(sentAt), NO_WINDOW, NOON));
  }

  @Test
  void answersWaitForNothing() {
    Instant night = Instant.parse("2026-11-22T03:00:00Z");

    assertThat(gate.decide(new Sending.Answer(ConsentStanding.FREE, NO_WINDOW, night)))
        .isEqualTo(new Allowed());
    assertThat(gate.decide(new Sending.Answer(ConsentStanding.ANSWERS_ONLY, NO_WINDOW, night)))
        .isEqualTo(new Allowed());
  }

  @ParameterizedTest
  @EnumSource(ConsentStanding.class)
  void whoSaidStopGetsNothingButItsConfirmationOnce(ConsentStanding standing) {
    GateVerdict answer = gate.decide(new Sending.Answer(standing, NO_WINDOW, NOON));
    GateVerdict unasked =
        gate.decide(
            new Sending.Unasked(
                standing, List.of(UTC), UTC, Outreach.DEFAULT, List.of(), NO_WINDOW, NOON));

    assertThat(answer)
        .isEqualTo(
            standing == ConsentStanding.SUPPRESSED
                ? new Refused(GateReason.SUPPRESSED)
                : new Allowed());
    assertThat(unasked)
        .isEqualTo(
            standing == ConsentStanding.FREE ? new Allowed() : new Refused(GateReason.SUPPRESSED));
    assertThat(gate.decide(new Sending.Notice(false, NO_WINDOW, NOON))).isEqualTo(new Allowed());
    assertThat(gate.decide(new Sending.Notice(true, NO_WINDOW, NOON)))
        .isEqualTo(new Refused(GateReason.SUPPRESSED));
  }

  @Test
  void suppressionIsToldBeforeAnythingElse() {
    assertThat(
            gate.decide(
                new Sending.Unasked(
                    ConsentStanding.SUPPRESSED,
                    List.of(UTC),
                    UTC,
                    Outreach.DEFAULT,
                    List.of(NOON),
                    wroteAt(Instant.EPOCH),
                    Instant.parse("2026-11-22T03:00:00Z"))))
        .isEqualTo(new Refused(GateReason.SUPPRESSED));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, true", "PT23H58M, true", "PT23H59M, false", "PT24H, false", "P3D, false"})
  void wordsNeedAnOpenWindow(Duration ago, boolean open) {
    GateVerdict expected = open ? new Allowed() : new Refused(GateReason.WINDOW_SHUT);
    Optional<ServiceWindow> window = wroteAt(NOON.minus(ago));

    assertThat(gate.decide(new Sending.Answer(ConsentStanding.FREE, window, NOON)))
        .isEqualTo(expected);
    assertThat(gate.decide(new Sending.Notice(false, window, NOON))).isEqualTo(expected);
    assertThat(
            gate.decide(
                new Sending.Unasked(
                    ConsentStanding.FREE,
                    List.of(UTC),
                    UTC,
                    Outreach.DEFAULT,
                    List.of(),
                    window,
                    NOON)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // Lisbon in winter is on UTC, New York five hours behind, Kolkata five and a half ahead.
    "21:00-08:00, 2026-11-22T20:59:59Z, Europe/Lisbon, ",
    "21:00-08:00, 2026-11-22T21:00:00Z, Europe/Lisbon, 2026-11-23T08:00:00Z",
    "21:00-08:00, 2026-11-22T23:59:59Z, Europe/Lisbon, 2026-11-23T08:00:00Z",
    "21:00-08:00, 2026-11-23T00:00:00Z, Europe/Lisbon, 2026-11-23T08:00:00Z",
    "21:00-08:00, 2026-11-23T07:59:59Z, Europe/Lisbon, 2026-11-23T08:00:00Z",
    "21:00-08:00, 2026-11-23T08:00:00Z, Europe/Lisbon, ",
    "21:00-08:00, 2026-11-22T12:30:00Z, America/New_York, 2026-11-22T13:00:00Z",
    "21:00-08:00, 2026-11-22T15:30:00Z, Asia/Kolkata, 2026-11-23T02:30:00Z",
    "12:00-14:00, 2026-11-22T12:00:00Z, Europe/Lisbon, 2026-11-22T14:00:00Z",
    "12:00-14:00, 2026-11-22T14:00:00Z, Europe/Lisbon, ",
    "12:00-00:00, 2026-11-22T23:00:00Z, Europe/Lisbon, 2026-11-23T00:00:00Z",
    // New York leaves out 02:00 to 03:00 on 8 March 2026.
    "21:00-08:00, 2026-03-08T03:00:00Z, America/New_York, 2026-03-08T12:00:00Z",
    "21:00-02:30, 2026-03-08T06:00:00Z, America/New_York, 2026-03-08T07:00:00Z",
    "21:00-02:30, 2026-03-08T07:00:00Z, America/New_York, ",
    "02:15-02:45, 2026-03-08T07:10:00Z, America/New_York, ",
    // And has 01:00 to 02:00 twice on 1 November 2026: at 05:00Z, and again at 06:00Z.
    "21:00-01:30, 2026-11-01T05:10:00Z, America/New_York, 2026-11-01T05:30:00Z",
    "21:00-01:30, 2026-11-01T05:40:00Z, America/New_York, ",
    "21:00-01:30, 2026-11-01T06:10:00Z, America/New_York, 2026-11-01T06:30:00Z",
    "21:00-08:00, 2026-11-01T06:10:00Z, America/New_York, 2026-11-01T13:00:00Z"
  })
  void unaskedMessagesWaitForTheMorningWhereTheContactIs(
      String quiet, Instant now, String zone, Instant until) {
    assertThat(unasked(quiet, now, zone))
        .isEqualTo(until == null ? new Allowed() : new Held(until, GateReason.QUIET_HOURS));
  }

  @Test
  void quietAnywhereIsQuiet() {
    // 21:30 in New York, 18:30 in Los Angeles: held until it is morning in both.
    Instant evening = Instant.parse("2026-11-23T02:30:00Z");

    assertThat(unasked("21:00-08:00", evening, "America/Los_Angeles")).isEqualTo(new Allowed());
    assertThat(unasked("21:00-08:00", evening, "America/New_York", "America/Los_Angeles"))
        .isEqualTo(new Held(Instant.parse("2026-11-23T16:00:00Z"), GateReason.QUIET_HOURS));
  }

  @Test
  void whereNoHourIsDecentEverywhereTheAgentsOwnZoneCounts() {
    String[] around = {
      "Pacific/Auckland", "Asia/Tokyo", "Asia/Dubai", "Europe/Lisbon", "America/New_York"
    };

    assertThat(unasked("21:00-08:00", NOON, around)).isEqualTo(new Allowed());
    assertThat(unasked("21:00-08:00", Instant.parse("2026-11-22T22:00:00Z"), around))
        .isEqualTo(new Held(Instant.parse("2026-11-23T08:00:00Z"), GateReason.QUIET_HOURS));
  }

  @Test
  void capsCountADayAndAWeek() {
    Instant hourAgo = NOON.minus(Duration.ofHours(1));
    Instant dayAgo = NOON.minus(Duration.ofDays(1));
    Instant fiveDaysAgo = NOON.minus(Duration.ofDays(5));

    assertThat(capped(1, 3)).isEqualTo(new Allowed());
    assertThat(capped(1, 3, dayAgo)).isEqualTo(new Allowed());
    assertThat(capped(2, 3, hourAgo)).isEqualTo(new Allowed());
    assertThat(capped(1, 3, hourAgo))
        .isEqualTo(new Held(hourAgo.plus(Duration.ofDays(1)), GateReason.FREQUENCY_CAP));
    assertThat(capped(2, 2, fiveDaysAgo, dayAgo))
        .isEqualTo(new Held(fiveDaysAgo.plus(Duration.ofDays(7)), GateReason.FREQUENCY_CAP));
    assertThat(capped(2, 2, dayAgo, NOON.minus(Duration.ofDays(7)))).isEqualTo(new Allowed());
  }

  @Test
  void aCapThatEndsAtNightWaitsForTheMorning() {
    Instant lastNight = Instant.parse("2026-11-21T20:30:00Z");
    Outreach outreach = quiet("20:00", "08:00");

    assertThat(
            gate.decide(
                new Sending.Unasked(
                    ConsentStanding.FREE,
                    List.of(UTC),
                    UTC,
                    outreach,
                    List.of(lastNight),
                    NO_WINDOW,
                    NOON)))
        .isEqualTo(new Held(Instant.parse("2026-11-23T08:00:00Z"), GateReason.FREQUENCY_CAP));
  }

  @Test
  void whatIsHeldIsFreeWhenItIsAskedAgain() {
    Instant night = Instant.parse("2026-11-22T23:00:00Z");
    Held held = (Held) unasked("21:00-08:00", night, "America/Sao_Paulo", "Europe/Lisbon");

    assertThat(unasked("21:00-08:00", held.until(), "America/Sao_Paulo", "Europe/Lisbon"))
        .isEqualTo(new Allowed());
  }
}
