package dev.parley.channel.voice.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.twilio.TwilioAccount;
import dev.parley.channel.voice.CallDetails;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallTicketsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String CALL = "CA" + "0".repeat(32);
  private static final CallDetails DETAILS =
      new CallDetails(
          CALL,
          CallDetails.Direction.OUTBOUND,
          "+12025550100",
          Optional.of("+34600111222"),
          Optional.of(UUID.fromString("00000000-0000-0000-0000-000000000001")),
          Map.of(),
          NOW);

  private final CallTickets tickets = at(NOW);

  @Test
  void aTicketBringsItsCallToWhicheverNode() {
    String ticket = tickets.make(account("secret"), new CallTicket(DETAILS, "pt-BR"));

    assertThat(ticket).hasSizeLessThan(480).matches("[A-Za-z0-9._-]+");
    assertThat(at(NOW).take(account("secret"), ticket, CALL))
        .contains(new CallTicket(DETAILS, "pt-BR"));
  }

  @Test
  void isTakenOnce() {
    String ticket = tickets.make(account("secret"), new CallTicket(DETAILS, "en"));

    assertThat(tickets.take(account("secret"), ticket, CALL)).isPresent();
    assertThat(tickets.take(account("secret"), ticket, CALL)).isEmpty();
  }

  @Test
  void isGoodForItsOwnCallOnly() {
    String ticket = tickets.make(account("secret"), new CallTicket(DETAILS, "en"));

    assertThat(tickets.take(account("secret"), ticket, "CA" + "1".repeat(32))).isEmpty();
    assertThat(tickets.take(account("another"), ticket, CALL)).isEmpty();
    assertThat(tickets.take(account("secret"), ticket, CALL)).isPresent();
  }

  @Test
  void runsOut() {
    String ticket = tickets.make(account("secret"), new CallTicket(DETAILS, "en"));

    assertThat(at(NOW.plusSeconds(61)).take(account("secret"), ticket, CALL)).isEmpty();
  }

  @Test
  void isNotTakenWhereAnythingOfItWasChanged() {
    String ticket = tickets.make(account("secret"), new CallTicket(DETAILS, "en"));
    for (int i = 0; i < ticket.length() - 1; i++) {
      char other = ticket.charAt(i) == 'A' ? 'B' : 'A';
      String changed = ticket.substring(0, i) + other + ticket.substring(i + 1);
      assertThat(tickets.take(account("secret"), changed, CALL)).isEmpty();
    }
    assertThat(tickets.take(account("secret"), "", CALL)).isEmpty();
    assertThat(tickets.take(account("secret"), "a.b.c.!", CALL)).isEmpty();
  }

  private static CallTickets at(Instant now) {
    return new CallTickets(Clock.fixed(now, ZoneOffset.UTC), Duration.ofMinutes(1));
  }

  static TwilioAccount account(String token) {
    return TwilioAccount.of(
            new ChannelAccount(
                ChannelType.VOICE,
                "+12025550100",
                Map.of("account_sid", "AC" + "0".repeat(32)),
                Map.of("auth_token", Secret.of(token))))
        .orElseThrow();
  }
}
