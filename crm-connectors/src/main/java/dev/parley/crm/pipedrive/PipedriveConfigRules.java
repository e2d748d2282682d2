package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.FieldMapping;
import dev.parley.crm.Problem;
import dev.parley.crm.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a Pipedrive connector's configuration must be, as far as can be said without asking.
final class PipedriveConfigRules {
  private static final Set<String> FLAGS =
      Set.of("notes", "activities", "create_fields", "erase_person");
  private static final Map<String, Pattern> TEXTS =
      Map.of(
          "company_domain", Pattern.compile("[a-z0-9][a-z0-9-]{0,62}"),
          "currency", Pattern.compile("[A-Z]{3}"),
          "person_key", Pattern.compile("[0-9a-f]{40}"),
          "call_activity", Pattern.compile("[a-z0-9_]{1,100}"),
          "message_activity", Pattern.compile("[a-z0-9_]{1,100}"));
  private static final Set<String> CREDENTIALS =
      Set.of("api_token", "client_id", "client_secret", "refresh_token");

  private PipedriveConfigRules() {}

  static Validation check(ConnectorConfig config) {
    List<Problem> problems = new ArrayList<>();
    for (var entry : config.settings().properties()) {
      setting(entry.getKey(), entry.getValue(), problems);
    }
    credentials(config.credentials(), problems);
    problems.addAll(FieldMapping.problems(config.mapping(), PipedriveMapping.NAMES));
    return Validation.of(problems);
  }

  private static void setting(String name, JsonNode value, List<Problem> problems) {
    String path = "settings." + name;
    Pattern form = TEXTS.get(name);
    if (FLAGS.contains(name)) {
      if (!value.isBoolean()) {
        problems.add(new Problem(path, "not_boolean", "Give true or false."));
      }
    } else if (form == null) {
      problems.add(
          new Problem(path, "unknown_key", "Pipedrive has no setting of this name; take it out."));
    } else if (!form.matcher(value.asText()).matches()) {
      problems.add(new Problem(path, "setting_invalid", said(name)));
    }
  }

  private static String said(String name) {
    return switch (name) {
      case "company_domain" -> "Give the account's own part of its address, e.g. acme.";
      case "currency" -> "Give an ISO 4217 code, e.g. EUR.";
      case "person_key" -> "Give the 40 characters of a custom person field's key.";
      default -> "Give an activity type's key, e.g. call.";
    };
  }

  private static void credentials(Credentials credentials, List<Problem> problems) {
    for (var entry : credentials.reveal().properties()) {
      if (!CREDENTIALS.contains(entry.getKey())) {
        problems.add(
            new Problem(
                "credentials." + entry.getKey(),
                "unknown_key",
                "Pipedrive takes no credential of this name; take it out."));
      }
    }
    boolean fixed = credentials.text("api_token").isPresent();
    boolean oauth =
        credentials.text("client_id").isPresent()
            && credentials.text("client_secret").isPresent()
            && credentials.text("refresh_token").isPresent();
    if (fixed == oauth) {
      problems.add(
          new Problem(
              "credentials",
              "credentials_incomplete",
              "Give either api_token (a person's own), or client_id, client_secret and"
                  + " refresh_token."));
    }
  }
}
