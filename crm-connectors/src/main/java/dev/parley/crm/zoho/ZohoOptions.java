package dev.parley.crm.zoho;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.FieldMapping;
import dev.parley.crm.FieldMapping.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one connector's settings say.
///
/// @param leadId the unique field that holds Parley's lead id
/// @param duplicateCheck fields a lead is known by, strongest first; begins with `leadId`
/// @param placeholder for what Zoho requires and the lead does not say
/// @param workflows whether the account's automation runs for our writes
record ZohoOptions(
    ZohoDataCentre dataCentre,
    String leadId,
    List<String> duplicateCheck,
    String placeholder,
    Optional<String> leadSource,
    boolean createFields,
    boolean transcript,
    boolean calls,
    boolean workflows,
    boolean anonymise,
    FieldMapping mapping) {
  static final String LAST_NAME = "Last_Name";
  static final String COMPANY = "Company";
  static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
  static final Names NAMES =
      new Names(
          FIELD,
          "First_Name",
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

  static ZohoOptions of(Connector connector) {
    ObjectNode settings = connector.config().settings();
    String leadId = settings.path("lead_id_field").asText("Parley_Lead_Id");
    List<String> check = new ArrayList<>(List.of(leadId));
    if (settings.has("duplicate_check_fields")) {
      settings.path("duplicate_check_fields").forEach(field -> check.add(field.asText()));
    } else {
      check.add("Email");
    }
    return new ZohoOptions(
        ZohoDataCentre.ofWireName(settings.path("data_centre").asText("us"))
            .orElse(ZohoDataCentre.US),
        leadId,
        check.stream().distinct().toList(),
        settings.path("placeholder").asText("[not provided]"),
        Optional.of(settings.path("lead_source").asText()).filter(text -> !text.isBlank()),
        settings.path("create_fields").asBoolean(false),
        settings.path("transcript").asBoolean(true),
        settings.path("calls").asBoolean(true),
        settings.path("workflows").asBoolean(true),
        settings.path("erasure").asText().equals("anonymise"),
        FieldMapping.of(connector.config(), NAMES));
  }
}
