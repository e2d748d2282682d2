package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.FieldMapping;
import dev.parley.crm.Problem;
import dev.parley.crm.Validation;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a Salesforce connector's configuration must be, as far as can be said without asking.
final class SalesforceConfigRules {
  private static final Pattern INSTANCE =
      Pattern.compile("https://[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})?\\.my\\.salesforce\\.com/?");
  private static final Pattern CUSTOM = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,76}__c");
  private static final Set<String> FLAGS = Set.of("create_fields", "transcript", "sandbox");
  private static final Set<String> TEXTS = Set.of("placeholder", "lead_source");
  private static final Set<String> CUSTOM_FIELDS =
      Set.of("external_id_field", "task_external_id_field");
  private static final Map<String, Set<String>> CHOICES =
      Map.of(
          "duplicates", Set.of("update_match", "save_anyway", "park"),
          "erasure", Set.of("delete", "anonymise"));
  private static final Set<String> CREDENTIALS =
      Set.of("client_id", "client_secret", "username", "private_key");

  private SalesforceConfigRules() {}

  static Validation check(ConnectorConfig config) {
    List<Problem> problems = new ArrayList<>();
    ObjectNode settings = config.settings();
    if (!INSTANCE.matcher(settings.path("instance_url").asText()).matches()) {
      problems.add(
          new Problem(
              "settings.instance_url",
              "url_invalid",
              "Give the org's My Domain address, https://<name>.my.salesforce.com."));
    }
    settings
        .properties()
        .forEach(entry -> setting(entry.getKey(), entry.getValue()).ifPresent(problems::add));
    credentials(config.credentials(), problems);
    problems.addAll(FieldMapping.problems(config.mapping(), SalesforceOptions.NAMES));
    return Validation.of(problems);
  }

  private static Optional<Problem> setting(String name, JsonNode value) {
    String path = "settings." + name;
    if (name.equals("instance_url")) {
      return Optional.empty();
    }
    if (FLAGS.contains(name)) {
      return refusedUnless(value.isBoolean(), path, "not_boolean", "Give true or false.");
    }
    if (TEXTS.contains(name)) {
      return refusedUnless(
          value.isTextual() && !value.asText().isBlank() && value.asText().length() <= 40,
          path,
          "text_invalid",
          "Give a text of 1 to 40 characters.");
    }
    if (CUSTOM_FIELDS.contains(name)) {
      return refusedUnless(
          CUSTOM.matcher(value.asText()).matches(),
          path,
          "field_invalid",
          "Give a custom field's API name, which ends in __c.");
    }
    Set<String> choices = CHOICES.get(name);
    return choices == null
        ? Optional.of(
            new Problem(
                path, "unknown_key", "Salesforce has no setting of this name; take it out."))
        : refusedUnless(
            choices.contains(value.asText()), path, "choice_unknown", "Give one of " + choices);
  }

  private static Optional<Problem> refusedUnless(
      boolean good, String path, String code, String message) {
    return good ? Optional.empty() : Optional.of(new Problem(path, code, message));
  }

  private static void credentials(Credentials credentials, List<Problem> problems) {
    for (var entry : credentials.reveal().properties()) {
      if (!CREDENTIALS.contains(entry.getKey())) {
        problems.add(
            new Problem(
                "credentials." + entry.getKey(),
                "unknown_key",
                "Salesforce takes no credential of this name; take it out."));
      }
    }
    Optional<String> key = credentials.text("private_key");
    boolean secret = credentials.text("client_secret").isPresent();
    boolean jwt = key.isPresent() && credentials.text("username").isPresent();
    if (credentials.text("client_id").isEmpty() || secret == jwt) {
      problems.add(
          new Problem(
              "credentials",
              "credentials_incomplete",
              "Give client_id and client_secret (client credentials flow), or client_id, username"
                  + " and private_key (JWT bearer flow)."));
    }
    key.ifPresent(pem -> checkKey(pem, problems));
  }

  private static void checkKey(String pem, List<Problem> problems) {
    try {
      SalesforceAssertion.key(pem);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The exception may quote the key.
      problems.add(
          new Problem(
              "credentials.private_key",
              "key_invalid",
              "Give an RSA key of 2048 bits or more as PKCS#8 PEM (BEGIN PRIVATE KEY)."));
    }
  }
}
