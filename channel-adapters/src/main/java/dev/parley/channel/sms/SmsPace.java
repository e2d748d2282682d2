package dev.parley.channel.sms;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Pace;
import dev.parley.channel.twilio.TwilioAccount;
import java.util.List;
import java.util.regex.Pattern;

/// How fast Twilio sends from a number, in segments. What comes faster waits at Twilio's, unseen
/// and out of reach of a STOP, and is lost when its queue is full (30001).
final class SmsPace {
  private static final int TOLL_FREE = 3;
  private static final int SHORT_CODE = 100;

  /// Twilio's queue takes a reply's segments at once.
  private static final int BURST = 10;

  private static final Pattern TOLL_FREES = Pattern.compile("\\+18(00|33|44|55|66|77|88)\\d{7}");

  private SmsPace() {}

  /// A messaging service spreads messages over its own numbers: its pace is kept where it is named.
  static List<Pace> of(SmsSettings settings, ChannelAccount account, OutboundMessage message) {
    boolean service = account.setting(TwilioAccount.MESSAGING_SERVICE_SID).isPresent();
    if (service && account.messagesPerSecond().isEmpty()) {
      return List.of();
    }
    int perSecond = account.messagesPerSecond().orElseGet(() -> usual(settings, account.address()));
    int segments =
        message.body() instanceof OutboundBody.Text(String text)
            ? Math.max(1, Segments.of(text).count())
            : 1;
    return List.of(
        Pace.perSecond(
            "sms " + account.address(), perSecond, Math.max(BURST, perSecond / 10), segments));
  }

  private static int usual(SmsSettings settings, String address) {
    if (!address.startsWith("+")) {
      return Math.max(SHORT_CODE, settings.perSecond());
    }
    return TOLL_FREES.matcher(address).matches()
        ? Math.max(TOLL_FREE, settings.perSecond())
        : settings.perSecond();
  }
}
