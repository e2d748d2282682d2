package dev.parley.crm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.Allowance;
import dev.parley.crm.CallLog;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// Calls one vendor's JSON API: signs in, once more when the token is refused, and tells what the
/// vendor answers from what a proxy, a gate or a page to sign in does. Thread-safe; blocks.
public final class JsonApi {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORBIDDEN = 403;
  private static final int THROTTLED = 429;

  /// What stands before a vendor lets nobody pass for a while who went on hammering.
  private static final Duration GATE = Duration.ofMinutes(15);

  /// What differs between vendors.
  public interface Vendor {
    /// As people know it.
    String name();

    AccessTokens.Answer token(Connector connector, Optional<String> refused);

    /// With the header a token goes in, at the address it is good at.
    Request.Builder signed(Request.Builder request, Connector connector, AccessTokens.Token token);

    /// Whether another token would help.
    default boolean tokenIsOver(Answer.Received received) {
      return received.status() == 401;
    }

    List<Allowance> allowances(Answer.Received received);
  }

  public sealed interface Reply {
    /// The vendor's own answer, good or bad.
    ///
    /// @param body an object or a list; missing where there was none
    record Answered(Answer.Received received, JsonNode body) implements Reply {}

    /// There is nothing to go on with.
    record Stopped(DeliveryResult result) implements Reply {}
  }

  private final CrmHttp http;
  private final Vendor vendor;

  public JsonApi(CrmHttp http, Vendor vendor) {
    this.http = http;
    this.vendor = vendor;
  }

  public Reply call(Connector connector, String method, HttpUrl url, @Nullable JsonNode body) {
    return call(connector, _ -> request(method, url, body));
  }

  /// @param request made for an access token, which it need not carry
  public Reply call(Connector connector, Function<String, Request.Builder> request) {
    return call(connector, request, Optional.empty());
  }

  public static Request.Builder request(String method, HttpUrl url, @Nullable JsonNode body) {
    return new Request.Builder()
        .url(url)
        .header("Accept", "application/json")
        .method(method, body == null ? null : RequestBody.create(body.toString(), JSON_TYPE));
  }

  private Reply call(
      Connector connector, Function<String, Request.Builder> request, Optional<String> refused) {
    return switch (vendor.token(connector, refused)) {
      case AccessTokens.Answer.Granted(var token) -> exchange(connector, request, token, refused);
      case AccessTokens.Answer.Revoked(var text) ->
          new Reply.Stopped(new DeliveryResult.Blocked("token_revoked", OptionalInt.of(401), text));
      case AccessTokens.Answer.Unavailable(var text) ->
          new Reply.Stopped(retry("token_unavailable", OptionalInt.empty(), text));
    };
  }

  private Reply exchange(
      Connector connector,
      Function<String, Request.Builder> request,
      AccessTokens.Token token,
      Optional<String> refused) {
    Request signed = vendor.signed(request.apply(token.access()), connector, token).build();
    return switch (http.call(signed)) {
      case Answer.Failed(var failure) ->
          new Reply.Stopped(retry(failure.code(), OptionalInt.empty(), failure.text()));
      case Answer.Received received when refused.isEmpty() && vendor.tokenIsOver(received) ->
          call(connector, request, Optional.of(token.access()));
      case Answer.Received received -> {
        CallLog.allow(vendor.allowances(received));
        yield read(received);
      }
    };
  }

  /// "Slow down" is heeded in whatever words. Anything else that is no JSON is nobody's word about
  /// the lead: neither a refusal of it nor a success.
  private Reply read(Answer.Received received) {
    Optional<JsonNode> body = parsed(received.body());
    if (body.isPresent() || received.status() == THROTTLED) {
      return new Reply.Answered(received, body.orElseGet(MissingNode::getInstance));
    }
    return new Reply.Stopped(
        received.status() == FORBIDDEN ? shutOut() : unreadable(received.status()));
  }

  private DeliveryResult shutOut() {
    return new DeliveryResult.Retry(
        "throttled",
        OptionalInt.of(FORBIDDEN),
        vendor.name() + "'s gate shut this server out for a while.",
        Optional.of(GATE),
        Trouble.THROTTLED);
  }

  /// What to say of an answer that is not of the vendor's shape.
  public DeliveryResult unreadable(int status) {
    return retry(
        "answer_unreadable",
        OptionalInt.of(status),
        vendor.name()
            + " answered "
            + status
            + " with something it never says, or longer than this server reads.");
  }

  private static DeliveryResult retry(String code, OptionalInt status, String text) {
    return new DeliveryResult.Retry(code, status, text, Optional.empty(), Trouble.ENDPOINT);
  }

  private static Optional<JsonNode> parsed(String body) {
    if (body.isBlank()) {
      return Optional.of(MissingNode.getInstance());
    }
    return tree(body).filter(JsonNode::isContainerNode);
  }

  /// Any JSON there is; empty where it is none.
  static Optional<JsonNode> tree(String body) {
    try {
      return Optional.ofNullable(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
