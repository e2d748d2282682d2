package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.FieldMapping;
import dev.parley.crm.FieldMapping.Names;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one connector's settings say.
///
/// @param externalId the field that holds Parley's lead id
/// @param taskExternalId the field of tasks that holds the part's id, where there is one
/// @param placeholder for what Salesforce requires and the lead does not say
record SalesforceOptions(
    String instanceUrl,
    String externalId,
    Optional<String> taskExternalId,
    Duplicates duplicates,
    String placeholder,
    Optional<String> leadSource,
    boolean createFields,
    boolean transcript,
    boolean anonymise,
    boolean sandbox,
    FieldMapping mapping) {
  static final String LAST_NAME = "LastName";
  static final String COMPANY = "Company";
  static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}");
  static final Names NAMES =
      new Names(
          FIELD,
          "FirstName",
          LAST_NAME,
          "Phone",
          Map.of(
              "full_name",
              FieldMapping.NAME,
              "email",
              "Email",
              "phone",
              "Phone",
              "company",
              COMPANY));

  /// What to do where one of the org's duplicate rules finds the lead is there already.
  enum Duplicates {
    /// The record found gets what its fields and the policies let it get.
    UPDATE_MATCH,
    /// A second record, where the rule only warns.
    SAVE_ANYWAY,
    /// Nothing: a person decides.
    PARK
  }

  static SalesforceOptions of(Connector connector) {
    ObjectNode settings = connector.config().settings();
    return new SalesforceOptions(
        settings.path("instance_url").asText(),
        settings.path("external_id_field").asText("Parley_Lead_Id__c"),
        text(settings, "task_external_id_field"),
        switch (settings.path("duplicates").asText()) {
          case "save_anyway" -> Duplicates.SAVE_ANYWAY;
          case "park" -> Duplicates.PARK;
          default -> Duplicates.UPDATE_MATCH;
        },
        settings.path("placeholder").asText("[not provided]"),
        text(settings, "lead_source"),
        settings.path("create_fields").asBoolean(false),
        settings.path("transcript").asBoolean(true),
        settings.path("erasure").asText().equals("anonymise"),
        settings.path("sandbox").asBoolean(false),
        FieldMapping.of(connector.config(), NAMES));
  }

  private static Optional<String> text(ObjectNode settings, String name) {
    return Optional.of(settings.path(name).asText()).filter(text -> !text.isBlank());
  }
}
