package dev.parley.channel.sms;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.type.PhoneNumber;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Reconciled;
import java.time.Instant;
import java.util.List;

/// Looks for a message in the account's list: sent to this contact, with these words, not before it
/// was first tried. Twilio's own filter by date is not used: it asks when a message left, and one
/// that still waits in Twilio's queue has not left.
final class TwilioSearch {
  private final SmsSettings settings;
  private final OutboundMessage wanted;
  private final Instant firstTriedAt;

  TwilioSearch(SmsSettings settings, OutboundMessage wanted, Instant firstTriedAt) {
    this.settings = settings;
    this.wanted = wanted;
    this.firstTriedAt = firstTriedAt;
  }

  Reconciled run(TwilioRestClient client, Instant now) {
    List<Message> newest;
    try {
      newest =
          new MessageReader()
              .setTo(new PhoneNumber(wanted.recipient().phone().orElse("")))
              .setPageSize((long) settings.listPageSize())
              .firstPage(client)
              .getRecords();
    } catch (RuntimeException e) {
      // No answer, a refusal, or one that the library stumbles over: nothing is known either way.
      return new Reconciled.Undecided();
    }
    for (Message message : newest) {
      if (isWanted(message)) {
        return new Reconciled.Found(message.getSid());
      }
    }
    boolean settled = now.isAfter(firstTriedAt.plus(settings.settle()));
    return settled && reachesBack(newest) ? new Reconciled.NotFound() : new Reconciled.Undecided();
  }

  private boolean isWanted(Message message) {
    return message.getSid() != null
        && message.getDirection() != Message.Direction.INBOUND
        && !isBefore(message)
        && text().equals(message.getBody() == null ? "" : message.getBody().strip());
  }

  private String text() {
    return switch (wanted.body()) {
      case OutboundBody.Text(String text) -> text.strip();
      case OutboundBody.Media media -> media.caption().strip();
      case OutboundBody.Choices _, OutboundBody.Template _ -> "";
    };
  }

  /// Whether the page shows everything since the first try.
  private boolean reachesBack(List<Message> newest) {
    return newest.size() < settings.listPageSize() || newest.stream().anyMatch(this::isBefore);
  }

  private boolean isBefore(Message message) {
    return message.getDateCreated() == null
        || message.getDateCreated().toInstant().isBefore(firstTriedAt.minus(settings.clockSkew()));
  }
}
