package dev.parley.channel.voice.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallFetcher;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.http.Exchange;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.twilio.TwilioAccount;
import dev.parley.channel.twilio.TwilioTransport;
import dev.parley.channel.voice.CallCosts;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What Twilio charges for the line of a call. It is written on the call some time after its end,
/// negative as a charge. Recognition, synthesis and the detection of machines are billed apart.
public final class TwilioCosts implements CallCosts {
  private static final int NOT_FOUND = 20404;

  private static final Set<Call.Status> GOES_ON =
      Set.of(Call.Status.QUEUED, Call.Status.RINGING, Call.Status.IN_PROGRESS);

  private static final Pattern PRICE = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,12})?");

  private final OutgoingHttp http;
  private final URI apiUrl;

  public TwilioCosts(OutgoingHttp http, URI apiUrl) {
    this.http = http;
    this.apiUrl = apiUrl;
  }

  @Override
  public Cost of(ChannelAccount account, String callId) {
    Optional<TwilioAccount> twilio = TwilioAccount.of(account);
    if (twilio.isEmpty()) {
      return new Cost.Untold("account_incomplete");
    }
    var transport = new TwilioTransport(http, apiUrl);
    try {
      return cost(new CallFetcher(callId).fetch(twilio.get().client(transport)));
    } catch (TwilioTransport.NoAnswerException | TwilioException e) {
      if (e instanceof ApiException answer
          && answer.getCode() != null
          && answer.getCode() == NOT_FOUND) {
        return new Cost.Never();
      }
      return new Cost.Untold(code(transport.exchange()));
    }
  }

  private static Cost cost(Call call) {
    if (call.getPrice() == null) {
      boolean free =
          call.getStatus() != null
              && call.getStatus() != Call.Status.COMPLETED
              && !GOES_ON.contains(call.getStatus());
      return free ? new Cost.Never() : new Cost.NotYet();
    }
    if (call.getPriceUnit() == null || !PRICE.matcher(call.getPrice()).matches()) {
      return new Cost.Untold("price_unreadable");
    }
    return new Cost.Told(
        new BigDecimal(call.getPrice()).negate(), call.getPriceUnit().getCurrencyCode());
  }

  private static String code(Exchange exchange) {
    return switch (exchange) {
      case Exchange.NotSent(String reason) -> reason;
      case Exchange.Lost(String reason) -> reason;
      case Exchange.Answered answer when answer.status() < 400 -> "answer_unreadable";
      case Exchange.Answered answer -> "http_" + answer.status();
    };
  }
}
