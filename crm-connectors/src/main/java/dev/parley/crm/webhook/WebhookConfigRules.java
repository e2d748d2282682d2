package dev.parley.crm.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.net.Reach;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Problem;
import dev.parley.crm.Validation;
import dev.parley.crm.http.CrmHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;

/// What a webhook's configuration must be.
final class WebhookConfigRules {
  private static final int URL_CHARACTERS_MAX = 2000;
  private static final Set<String> SETTINGS = Set.of("url");
  private static final Set<String> CREDENTIALS =
      Set.of(WebhookSecrets.SECRET, WebhookSecrets.PREVIOUS);

  private WebhookConfigRules() {}

  static Validation check(ConnectorConfig config, Reach reach) {
    List<Problem> problems = new ArrayList<>();
    unknown("settings", config.settings(), SETTINGS, problems);
    JsonNode credentials = config.credentials().reveal();
    unknown("credentials", credentials, CREDENTIALS, problems);
    unknown("mapping", config.mapping(), Set.of(), problems);
    url(config.settings().path("url"), reach, problems);
    JsonNode secret = credentials.path(WebhookSecrets.SECRET);
    if (!secret.isMissingNode() && WebhookSecret.parse(secret.asText()).isEmpty()) {
      problems.add(
          new Problem(
              "credentials.secret",
              "secret_invalid",
              "A secret is whsec_ and 24 to 64 bytes in base64; leave it out to have one made."));
    }
    return Validation.of(problems);
  }

  private static void url(JsonNode setting, Reach reach, List<Problem> problems) {
    String text = setting.asText("");
    HttpUrl url = text.length() > URL_CHARACTERS_MAX ? null : CrmHttp.url(text);
    if (!setting.isTextual() || url == null) {
      problems.add(
          problem("url_invalid", "Give the http or https address that leads are posted to."));
      return;
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      problems.add(
          problem("url_has_password", "Leave user and password out; messages are signed instead."));
    }
    reach
        .refusal(url.host(), url.isHttps())
        .ifPresent(
            code ->
                problems.add(
                    problem(
                        code,
                        code.equals("url_not_https")
                            ? "Leads are sent over https only."
                            : "This server does not send leads to private or reserved addresses."
                                + " Ask its operator to allow them.")));
  }

  private static Problem problem(String code, String message) {
    return new Problem("settings.url", code, message);
  }

  private static void unknown(
      String path, JsonNode node, Set<String> known, List<Problem> problems) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.add(
                    new Problem(
                        path + "." + name,
                        "unknown_key",
                        "A webhook has no " + path + " of this name; take it out."));
              }
            });
  }
}
