package dev.parley.channel.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.channel.http.Exchange;
import dev.parley.channel.twilio.TwilioAccount;
import dev.parley.config.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/// One message as Twilio is asked for it. Written by hand, other than what is asked more rarely:
/// Twilio's library took three quarters of the call's own time, for two fields of the answer.
final class MessageCreation {
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

  private final TwilioAccount account;
  private final StringBuilder form = new StringBuilder(512);

  /// Sent by the account's service where it has one, which chooses the number.
  MessageCreation(TwilioAccount account) {
    this.account = account;
    account
        .messagingServiceSid()
        .ifPresentOrElse(
            sid -> field("MessagingServiceSid", sid), () -> field("From", account.address()));
  }

  MessageCreation to(String phone) {
    return field("To", phone);
  }

  MessageCreation field(String name, String value) {
    form.append(form.isEmpty() ? "" : "&")
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, UTF_8));
    return this;
  }

  Request request(URI apiUrl) {
    return new Request.Builder()
        .url(apiUrl + "/2010-04-01/Accounts/" + account.accountSid() + "/Messages.json")
        .header("Authorization", Credentials.basic(account.user(), account.password().reveal()))
        .header("Accept", "application/json")
        .post(RequestBody.create(form.toString().getBytes(US_ASCII), FORM))
        .build();
  }

  /// Twilio's answer; missing where it is no JSON.
  static JsonNode read(Exchange.Answered answer) {
    try {
      return Json.parse(answer.body().getBytes(UTF_8));
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }
}
