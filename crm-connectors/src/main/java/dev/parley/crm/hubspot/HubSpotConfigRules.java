package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.Problem;
import dev.parley.crm.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a HubSpot connector's configuration must be, as far as can be said without asking HubSpot.
final class HubSpotConfigRules {
  private static final Pattern PROPERTY = Pattern.compile("[a-z][a-z0-9_]{0,99}");
  private static final String UNIQUE = "unique_property";
  private static final String LEAD = "lead_property";
  private static final Set<String> FLAGS =
      Set.of("create_properties", "notes", "activities", "leads", "deals", "erase_contact");
  private static final Map<String, Pattern> TEXTS =
      Map.of(
          "deal_pipeline",
          Pattern.compile("[A-Za-z0-9_-]{1,100}"),
          "deal_stage",
          Pattern.compile("[A-Za-z0-9_-]{1,100}"),
          "deal_amount",
          Pattern.compile("[a-z][a-z0-9_]{0,99}"),
          "portal_id",
          Pattern.compile("[0-9]{1,20}"),
          UNIQUE,
          PROPERTY,
          LEAD,
          PROPERTY);
  private static final Set<String> CREDENTIALS =
      Set.of("access_token", "client_id", "client_secret", "refresh_token");

  private HubSpotConfigRules() {}

  /// Our own unique property, for people without an e-mail address.
  static String uniqueProperty(ConnectorConfig config) {
    return config.settings().path(UNIQUE).asText("parley_contact_id");
  }

  /// Our own unique property of leads and deals, holding Parley's lead id.
  static String leadProperty(ConnectorConfig config) {
    return config.settings().path(LEAD).asText("parley_lead_id");
  }

  static Validation check(ConnectorConfig config) {
    List<Problem> problems = new ArrayList<>();
    settings(config.settings(), problems);
    credentials(config.credentials(), problems);
    problems.addAll(HubSpotMapping.problems(config.mapping()));
    return Validation.of(problems);
  }

  private static void settings(ObjectNode settings, List<Problem> problems) {
    for (var entry : settings.properties()) {
      String path = "settings." + entry.getKey();
      JsonNode value = entry.getValue();
      if (FLAGS.contains(entry.getKey())) {
        if (!value.isBoolean()) {
          problems.add(new Problem(path, "not_boolean", "Give true or false."));
        }
        continue;
      }
      Pattern form = TEXTS.get(entry.getKey());
      if (form == null) {
        problems.add(
            new Problem(path, "unknown_key", "HubSpot has no setting of this name; take it out."));
      } else if (!form.matcher(value.asText()).matches()) {
        problems.add(
            form == PROPERTY
                ? new Problem(
                    path,
                    "property_invalid",
                    "A property's internal name is lower case letters, digits and underscores.")
                : new Problem(path, "setting_invalid", "Give HubSpot's internal name or id."));
      }
    }
  }

  private static void credentials(Credentials credentials, List<Problem> problems) {
    for (var entry : credentials.reveal().properties()) {
      if (!CREDENTIALS.contains(entry.getKey())) {
        problems.add(
            new Problem(
                "credentials." + entry.getKey(),
                "unknown_key",
                "HubSpot takes no credential of this name; take it out."));
      }
    }
    boolean fixed = credentials.text("access_token").isPresent();
    boolean oauth =
        credentials.text("client_id").isPresent()
            && credentials.text("client_secret").isPresent()
            && credentials.text("refresh_token").isPresent();
    if (fixed == oauth) {
      problems.add(
          new Problem(
              "credentials",
              "credentials_incomplete",
              "Give either access_token (a private app's), or client_id, client_secret and"
                  + " refresh_token."));
    }
  }
}
