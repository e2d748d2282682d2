package dev.parley.crm.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.FieldMapping;
import dev.parley.crm.Problem;
import dev.parley.crm.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a Zoho connector's configuration must be, as far as can be said without asking Zoho.
final class ZohoConfigRules {
  private static final int CHECK_FIELDS_MAX = 5;
  private static final Set<String> FLAGS =
      Set.of("create_fields", "transcript", "calls", "workflows");
  private static final Set<String> TEXTS = Set.of("placeholder", "lead_source");
  private static final List<String> CREDENTIALS =
      List.of("client_id", "client_secret", "refresh_token");

  private ZohoConfigRules() {}

  static Validation check(ConnectorConfig config) {
    List<Problem> problems = new ArrayList<>();
    config
        .settings()
        .properties()
        .forEach(entry -> setting(entry.getKey(), entry.getValue()).ifPresent(problems::add));
    credentials(config.credentials(), problems);
    problems.addAll(FieldMapping.problems(config.mapping(), ZohoOptions.NAMES));
    return Validation.of(problems);
  }

  private static Optional<Problem> setting(String name, JsonNode value) {
    String path = "settings." + name;
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
    return switch (name) {
      case "data_centre" ->
          refusedUnless(
              ZohoDataCentre.ofWireName(value.asText()).isPresent(),
              path,
              "choice_unknown",
              "Give the account's data centre: us, eu, in, au, jp, cn, sa or ca.");
      case "erasure" ->
          refusedUnless(
              Set.of("delete", "anonymise").contains(value.asText()),
              path,
              "choice_unknown",
              "Give delete or anonymise.");
      case "lead_id_field" ->
          refusedUnless(
              ZohoOptions.FIELD.matcher(value.asText()).matches(),
              path,
              "field_invalid",
              "Give a field's API name: letters, digits and underscores.");
      case "duplicate_check_fields" ->
          refusedUnless(
              areFields(value),
              path,
              "field_invalid",
              "Give a list of up to " + CHECK_FIELDS_MAX + " API names, strongest first.");
      default ->
          Optional.of(
              new Problem(path, "unknown_key", "Zoho has no setting of this name; take it out."));
    };
  }

  private static boolean areFields(JsonNode value) {
    if (!value.isArray() || value.size() > CHECK_FIELDS_MAX) {
      return false;
    }
    for (JsonNode field : value) {
      if (!ZohoOptions.FIELD.matcher(field.asText()).matches()) {
        return false;
      }
    }
    return true;
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
                "Zoho takes no credential of this name; take it out."));
      }
    }
    if (!CREDENTIALS.stream().allMatch(name -> credentials.text(name).isPresent())) {
      problems.add(
          new Problem(
              "credentials",
              "credentials_incomplete",
              "Give client_id, client_secret and refresh_token."));
    }
  }
}
