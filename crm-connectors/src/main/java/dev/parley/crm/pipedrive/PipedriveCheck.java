package dev.parley.crm.pipedrive;

import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.Discovery;
import dev.parley.crm.FieldMapping;
import dev.parley.crm.LeadView;
import dev.parley.crm.MappingProposal;
import dev.parley.crm.Problem;
import dev.parley.crm.RemoteField;
import dev.parley.crm.TestResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/// Asks Pipedrive whether deliveries would work: the credentials and what they may do, the fields,
/// the activity types.
final class PipedriveCheck {
  private static final String NEW_FIELD_TYPE = "varchar";

  private final PipedriveApi api;
  private final PipedriveFields fields;

  PipedriveCheck(PipedriveApi api, PipedriveFields fields) {
    this.api = api;
    this.fields = fields;
  }

  TestResult run(Connector connector) {
    List<Problem> problems = new ArrayList<>();
    // One call for each scope: what is missing is said all at once.
    allowed(connector, api.v1("users/me").build(), "base", problems);
    allowed(connector, one(api.v2("persons")), "contacts:full", problems);
    allowed(connector, one(api.v1("leads")), "leads:full", problems);
    allowed(connector, one(api.v2("dealFields")), "deals:full", problems);
    if (wants(connector, "activities")) {
      allowed(connector, one(api.v2("activities")), "activities:full", problems);
    }
    if (problems.isEmpty()) {
      try {
        mapping(connector, problems);
        activityTypes(connector, problems);
      } catch (DeliveryStopped stopped) {
        problems.add(new Problem("credentials", stopped.code(), stopped.text()));
      }
    }
    return problems.isEmpty()
        ? new TestResult.Ready("Pipedrive accepts the credentials and has every field.")
        : new TestResult.NotReady(problems);
  }

  private static HttpUrl one(HttpUrl.Builder url) {
    return url.addQueryParameter("limit", "1").build();
  }

  private void allowed(Connector connector, HttpUrl url, String scope, List<Problem> problems) {
    boolean known = problems.stream().anyMatch(problem -> !problem.code().equals("scope_missing"));
    if (known) {
      return;
    }
    try {
      if (api.get(connector, url).isEmpty()) {
        problems.add(
            new Problem(
                "credentials",
                "address_unknown",
                "Pipedrive does not know this address; check its configured base URL."));
      }
    } catch (DeliveryStopped stopped) {
      boolean scoped = stopped.code().equals("scope_missing");
      problems.add(
          new Problem(
              "credentials",
              stopped.code(),
              scoped ? "The scope " + scope + " is missing. " + stopped.text() : stopped.text()));
    }
  }

  private void mapping(Connector connector, List<Problem> problems) {
    ConnectorConfig config = connector.config();
    List<String> targets =
        PipedriveMapping.custom(FieldMapping.of(config, PipedriveMapping.NAMES).fields());
    Optional<String> key =
        Optional.of(config.settings().path("person_key").asText()).filter(code -> !code.isEmpty());
    if (targets.isEmpty() && key.isEmpty()) {
      return;
    }
    Map<String, PipedriveField> account = fields.read(connector);
    for (String target : targets) {
      List<PipedriveField> meant = PipedriveMapping.fields(target, account);
      if (meant.isEmpty()) {
        missing(connector, target, problems);
      } else if (meant.size() > 1) {
        problems.add(
            new Problem(
                "mapping",
                "field_ambiguous",
                "Several fields are called "
                    + target
                    + "; name one by its key: "
                    + String.join(", ", meant.stream().map(PipedriveField::code).toList())
                    + "."));
      } else if (!meant.getFirst().writable()) {
        problems.add(
            new Problem(
                "mapping",
                "field_type_unsuitable",
                target
                    + " is a field of type "
                    + meant.getFirst().type()
                    + ", which takes no text."));
      }
    }
    key.filter(code -> !account.containsKey("person." + code))
        .ifPresent(
            _ ->
                problems.add(
                    new Problem(
                        "settings.person_key",
                        "field_missing",
                        "Pipedrive has no person field with this key.")));
  }

  private void missing(Connector connector, String target, List<Problem> problems) {
    boolean makes =
        connector.config().settings().path("create_fields").asBoolean(false)
            && target.startsWith("lead:");
    if (makes) {
      fields.make(connector, target.substring("lead:".length()).strip(), NEW_FIELD_TYPE, List.of());
      return;
    }
    problems.add(
        new Problem(
            "mapping",
            "field_missing",
            "Pipedrive has no field "
                + target
                + ". Make it there, or name it lead:<name> and set create_fields."));
  }

  private void activityTypes(Connector connector, List<Problem> problems) {
    if (!wants(connector, "activities")) {
      return;
    }
    Set<String> known = new HashSet<>();
    api.get(connector, api.v1("activityTypes").build())
        .ifPresent(
            body -> body.path("data").forEach(type -> known.add(type.path("key_string").asText())));
    for (String setting : List.of("call_activity", "message_activity")) {
      String type =
          PipedriveActivities.type(
              connector.config(),
              LeadView.of(setting.equals("call_activity") ? "{\"channel\":\"voice\"}" : "{}"));
      if (!known.contains(type)) {
        problems.add(
            new Problem(
                "settings." + setting,
                "activity_type_missing",
                "Pipedrive has no activity type " + type + "; it has " + known + "."));
      }
    }
  }

  Discovery discover(Connector connector, List<String> leadFields) {
    List<RemoteField> found = new ArrayList<>();
    try {
      fields.read(connector).forEach((target, field) -> add(target, field, found));
    } catch (DeliveryStopped stopped) {
      return Discovery.NotFound.because("credentials", stopped.code(), stopped.text());
    }
    Discovery.Found proposal = MappingProposal.of(found, leadFields, PipedriveMapping.USUAL);
    if (!connector.config().settings().path("create_fields").asBoolean(false)) {
      return proposal;
    }
    var mapping = proposal.mapping().deepCopy();
    proposal.unmapped().forEach(field -> mapping.put(field, "lead:" + field));
    return new Discovery.Found(found, mapping, List.of());
  }

  private static void add(String target, PipedriveField field, List<RemoteField> into) {
    boolean fits = PipedriveMapping.NAMES.field().matcher(target).matches();
    into.add(
        new RemoteField(
            target,
            field.label(),
            field.type(),
            fits && (field.writable() || !field.custom()),
            target.equals(PipedriveMapping.NAME) || target.equals(PipedriveMapping.TITLE),
            false,
            field.type().startsWith("varchar") ? 255 : 0,
            List.copyOf(field.options().keySet())));
  }

  private static boolean wants(Connector connector, String what) {
    return connector.config().settings().path(what).asBoolean(true);
  }
}
