package dev.parley.runtime.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.http.CappedBody;
import dev.parley.channel.http.ClientAddress;
import dev.parley.channel.http.OriginPolicy;
import dev.parley.channel.http.Problem;
import dev.parley.config.json.Json;
import dev.parley.config.store.StoreException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /v1/forms/{key}`: where browsers send a form, as JSON or plainly. Whoever sends it learns
/// that it arrived, and never what was thought of it. Thread-safe.
public final class FormHook implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(FormHook.class);
  private static final String PATH = "/v1/forms/{key}";
  private static final Status UNPROCESSABLE = Status.create(422, "Unprocessable Content");
  private static final int BODY_BYTES_MAX = 64 << 10;
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final FormIntake intake;
  private final OriginPolicy origins;
  private final int trustedProxies;

  /// @param publicOrigin where browsers see this server
  public FormHook(FormIntake intake, Optional<String> publicOrigin, int trustedProxies) {
    this.intake = intake;
    this.origins = new OriginPolicy(publicOrigin);
    this.trustedProxies = trustedProxies;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post(PATH, this::submit).options(PATH, this::preflight);
  }

  private void preflight(ServerRequest request, ServerResponse response) {
    admitted(request, response)
        .ifPresent(
            _ ->
                response
                    .status(Status.NO_CONTENT_204)
                    .header("Access-Control-Allow-Methods", "POST")
                    .header("Access-Control-Allow-Headers", "Content-Type")
                    .header("Access-Control-Max-Age", "600")
                    .send());
  }

  private void submit(ServerRequest request, ServerResponse response) {
    try {
      Optional<Form> form = admitted(request, response);
      if (form.isPresent()) {
        submit(form.get(), request, response);
      }
    } catch (FilledReader.Unreadable e) {
      refuse(response, Status.BAD_REQUEST_400, "malformed", String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      LOG.warn("A form was not taken: {}", e.code(), e);
      response.header(HeaderNames.RETRY_AFTER, "2");
      refuse(
          response, Status.SERVICE_UNAVAILABLE_503, "try_again", "Nothing was kept; send again.");
    }
  }

  private void submit(Form form, ServerRequest request, ServerResponse response)
      throws FilledReader.Unreadable {
    Optional<byte[]> body = CappedBody.read(request, BODY_BYTES_MAX);
    if (body.isEmpty()) {
      response.header(HeaderNames.CONNECTION, "close");
      refuse(response, Status.REQUEST_ENTITY_TOO_LARGE_413, "too_large", "The form is too large.");
      return;
    }
    String type = type(request);
    if (!type.equals(JSON) && !type.equals(FORM)) {
      refuse(
          response,
          Status.UNSUPPORTED_MEDIA_TYPE_415,
          "unsupported_media_type",
          "Send " + JSON + " or " + FORM + ".");
      return;
    }
    Filled filled =
        type.equals(JSON) ? FilledReader.json(body.get()) : FilledReader.form(body.get());
    Optional<Submitted> kept = intake.submit(form, filled, client(request));
    if (kept.isEmpty()) {
      refuse(
          response,
          UNPROCESSABLE,
          "phone_wrong",
          "The form needs a telephone number, with its country code where it is from abroad.");
    } else if (type.equals(FORM) && form.redirect().isPresent()) {
      response
          .status(Status.SEE_OTHER_303)
          .header(HeaderNames.LOCATION, form.redirect().get())
          .send();
    } else {
      ObjectNode answer = Json.object().put("submission", kept.get().id().toString());
      response
          .status(Status.ACCEPTED_202)
          .header(HeaderNames.CONTENT_TYPE, JSON)
          .send(Json.bytes(answer));
    }
  }

  /// The form, when there is one and this page may send it; otherwise the refusal is sent. Readable
  /// by any page: a person who sets a form up must see why.
  private Optional<Form> admitted(ServerRequest request, ServerResponse response) {
    response
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .header("X-Content-Type-Options", "nosniff");
    Optional<Form> form = intake.form(request.path().pathParameters().get("key"));
    if (form.isEmpty()) {
      refuse(response, Status.NOT_FOUND_404, "not_found", "There is no such form.");
      return Optional.empty();
    }
    boolean allowed =
        origins.allows(
            form.get().origins(),
            request.headers().first(HeaderNames.ORIGIN),
            request.headers().first(HeaderNames.HOST));
    if (!allowed) {
      refuse(
          response,
          Status.FORBIDDEN_403,
          "origin_not_allowed",
          "This form does not allow pages of this origin. Add the origin to the form's origins.");
      return Optional.empty();
    }
    return form;
  }

  private Client client(ServerRequest request) {
    String host = request.remotePeer().host();
    return new Client(
        ClientAddress.host(host, request.headers(), trustedProxies),
        request.headers().first(HeaderNames.USER_AGENT).orElse(""),
        request.headers().first(HeaderNames.ACCEPT_LANGUAGE));
  }

  private static String type(ServerRequest request) {
    String given = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    return given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static void refuse(ServerResponse response, Status status, String code, String detail) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
        .send(Problem.json(status, code, detail));
  }
}
