package dev.parley.channel.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import dev.parley.channel.ChannelAccount;
import dev.parley.config.settings.Secret;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A channel's account as Twilio wants it.
///
/// Settings: `account_sid`, `messaging_service_sid` (optional: it chooses the number to send from),
/// `api_key_sid` (optional). Credentials: `auth_token`, `auth_token_previous` (while it is being
/// replaced), `api_key_secret` (with `api_key_sid`: used instead of the token for sending).
///
/// @param authTokens all that may sign webhooks, the current one first
/// @param user for the REST API: the account or an API key
/// @param password belongs to `user`
public record TwilioAccount(
    String address,
    String accountSid,
    List<Secret> authTokens,
    Optional<String> messagingServiceSid,
    String user,
    Secret password) {
  /// As the library makes one for every client when it is given none.
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public static final String ACCOUNT_SID = "account_sid";
  public static final String MESSAGING_SERVICE_SID = "messaging_service_sid";
  public static final String API_KEY_SID = "api_key_sid";
  public static final String AUTH_TOKEN = "auth_token";
  public static final String AUTH_TOKEN_PREVIOUS = "auth_token_previous";
  public static final String API_KEY_SECRET = "api_key_secret";

  public static final Pattern ACCOUNT_SIDS = Pattern.compile("AC[0-9a-fA-F]{32}");
  public static final Pattern SERVICE_SIDS = Pattern.compile("MG[0-9a-fA-F]{32}");
  public static final Pattern KEY_SIDS = Pattern.compile("SK[0-9a-fA-F]{32}");

  /// Empty when the account cannot work: see the rules of each channel.
  public static Optional<TwilioAccount> of(ChannelAccount account) {
    List<Secret> tokens =
        Stream.of(AUTH_TOKEN, AUTH_TOKEN_PREVIOUS)
            .flatMap(name -> account.credential(name).stream())
            .toList();
    Optional<String> sid = account.setting(ACCOUNT_SID);
    if (sid.isEmpty() || tokens.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> key = account.setting(API_KEY_SID);
    Optional<Secret> keySecret = account.credential(API_KEY_SECRET);
    boolean byKey = key.isPresent() && keySecret.isPresent();
    return Optional.of(
        new TwilioAccount(
            account.address(),
            sid.get(),
            tokens,
            account.setting(MESSAGING_SERVICE_SID),
            byKey ? key.get() : sid.get(),
            byKey ? keySecret.get() : tokens.getFirst()));
  }

  /// A client of Twilio's library for one call.
  public TwilioRestClient client(TwilioTransport transport) {
    return new TwilioRestClient.Builder(user, password.reveal())
        .accountSid(accountSid)
        .httpClient(transport)
        .objectMapper(MAPPER)
        .build();
  }
}
