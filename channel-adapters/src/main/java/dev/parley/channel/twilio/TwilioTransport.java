package dev.parley.channel.twilio;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import dev.parley.channel.http.Exchange;
import dev.parley.channel.http.OutgoingHttp;
import java.net.URI;
import okhttp3.MediaType;
import okhttp3.RequestBody;

/// Carries one call of Twilio's library over our own client: to the configured address instead of
/// the one compiled in, and once. The library would repeat a message's creation after a 5xx, and a
/// contact would get it twice.
public final class TwilioTransport extends HttpClient {
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

  private final OutgoingHttp http;
  private final String apiUrl;
  private Exchange exchange = new Exchange.NotSent("not_tried");

  public TwilioTransport(OutgoingHttp http, URI apiUrl) {
    this.http = http;
    this.apiUrl = apiUrl.toString();
  }

  /// What is known of the call.
  public Exchange exchange() {
    return exchange;
  }

  @Override
  public Response reliableRequest(Request request) {
    return makeRequest(request);
  }

  @Override
  public Response reliableRequest(
      Request request, int[] retryCodes, int retries, long delayMillis) {
    return makeRequest(request);
  }

  @Override
  public Response makeRequest(Request request) {
    exchange = http.exchange(onTheWire(request));
    if (exchange instanceof Exchange.Answered(int status, var _, String body)) {
      return new Response(body, status);
    }
    throw new NoAnswerException();
  }

  private okhttp3.Request onTheWire(Request request) {
    var wire =
        new okhttp3.Request.Builder()
            .url(apiUrl + request.constructURL().getFile())
            .header("Authorization", request.getAuthString())
            .header("Accept", "application/json");
    return request.getMethod() == HttpMethod.POST
        ? wire.post(RequestBody.create(request.encodeFormBody(), FORM)).build()
        : wire.get().build();
  }

  /// Takes the way out of the library when there is nothing for it to read; carries no text.
  public static final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAnswerException() {
      super("no answer came", null, false, false);
    }
  }
}
