package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.Discovery;
import dev.parley.crm.MappingProposal;
import dev.parley.crm.Problem;
import dev.parley.crm.RemoteField;
import dev.parley.crm.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Asks Salesforce whether deliveries would work: the token, and the fields of leads and tasks.
final class SalesforceCheck {
  private final SalesforceApi api;
  private final SalesforceFields fields;

  SalesforceCheck(SalesforceApi api, SalesforceFields fields) {
    this.api = api;
    this.fields = fields;
  }

  TestResult run(Connector connector) {
    SalesforceOptions options = SalesforceOptions.of(connector);
    List<Problem> problems = new ArrayList<>();
    Set<String> needed = new TreeSet<>(options.mapping().fields());
    needed.add(options.externalId());
    checkObject(connector, "Lead", needed, options.externalId(), problems);
    if (options.transcript() && problems.isEmpty()) {
      Set<String> ofTasks = new TreeSet<>(List.of("Subject", "Description", "WhoId"));
      options.taskExternalId().ifPresent(ofTasks::add);
      checkObject(connector, "Task", ofTasks, options.taskExternalId().orElse(""), problems);
    }
    return problems.isEmpty()
        ? new TestResult.Ready("Salesforce accepts the credentials and has every field.")
        : new TestResult.NotReady(problems);
  }

  private void checkObject(
      Connector connector, String object, Set<String> needed, String key, List<Problem> problems) {
    SalesforceReply reply = fields.describe(connector, object);
    if (!(reply instanceof SalesforceReply.Done(_, var description))) {
      problems.add(problem("credentials", reply));
      return;
    }
    List<RemoteField> read = SalesforceFields.read(description);
    if (object.equals("Lead")) {
      fields.keep(connector, read);
    }
    Map<String, RemoteField> known =
        read.stream().collect(Collectors.toMap(RemoteField::name, Function.identity()));
    for (String field : needed) {
      problem(connector, object, field, field.equals(key), known).ifPresent(problems::add);
    }
  }

  private Optional<Problem> problem(
      Connector connector,
      String object,
      String name,
      boolean key,
      Map<String, RemoteField> known) {
    RemoteField field = known.get(name);
    String path = key ? "settings" : "mapping";
    if (field == null) {
      return missing(connector, object, name, key, path);
    }
    if (key && !field.unique()) {
      return Optional.of(
          new Problem(
              path,
              "field_not_unique",
              object + "." + name + " must be an External Id and Unique; set both there."));
    }
    return field.writable()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                path,
                "field_read_only",
                "This user may not write " + object + "." + name + "; give it edit access."));
  }

  /// A field without access for the user looks the same as one that is not there.
  private Optional<Problem> missing(
      Connector connector, String object, String name, boolean key, String path) {
    boolean mayCreate = SalesforceOptions.of(connector).createFields() && name.endsWith("__c");
    if (!mayCreate) {
      return Optional.of(
          new Problem(
              path,
              "field_missing",
              object
                  + " has no field "
                  + name
                  + " this user may see. Make it there and give the user edit access"
                  + (name.endsWith("__c") ? ", or set create_fields." : ".")));
    }
    SalesforceReply made =
        api.send(
            connector,
            "POST",
            api.url(SalesforceOptions.of(connector), "tooling/sobjects/CustomField").build(),
            creation(object, name, key),
            field -> field.isObject());
    if (made instanceof SalesforceReply.Done) {
      return Optional.of(
          new Problem(
              path,
              "field_access_missing",
              object
                  + "."
                  + name
                  + " was made. Salesforce hides a new field: give the user edit access to it, by"
                  + " its profile or a permission set, and test again."));
    }
    Problem refusal = problem(path, made);
    boolean there = refusal.message().contains("DUPLICATE_DEVELOPER_NAME");
    return Optional.of(
        there
            ? new Problem(
                path,
                "field_access_missing",
                object + "." + name + " is there, but this user may not see it; give it access.")
            : refusal);
  }

  /// Tasks share the fields of activities.
  private static ObjectNode creation(String object, String name, boolean key) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("FullName", (object.equals("Task") ? "Activity" : object) + "." + name);
    body.putObject("Metadata")
        .put("type", "Text")
        .put("label", name.substring(0, name.length() - 3).replace('_', ' '))
        .put("length", key ? 100 : 255)
        .put("required", false)
        .put("externalId", key)
        .put("unique", key);
    return body;
  }

  Discovery discover(Connector connector, List<String> leadFields) {
    SalesforceReply reply = fields.describe(connector, "Lead");
    if (!(reply instanceof SalesforceReply.Done(_, var description))) {
      return new Discovery.NotFound(List.of(problem("credentials", reply)));
    }
    List<RemoteField> read = SalesforceFields.read(description);
    fields.keep(connector, read);
    return MappingProposal.of(read, leadFields, SalesforceOptions.NAMES.usual());
  }

  private static Problem problem(String path, SalesforceReply reply) {
    return switch (reply) {
      case SalesforceReply.Failed(DeliveryResult.Blocked blocked) ->
          new Problem(path, blocked.code(), blocked.text());
      case SalesforceReply.Failed(DeliveryResult.Retry retry) ->
          new Problem(path, retry.code(), retry.text());
      case SalesforceReply.Failed(DeliveryResult.Rejected rejected) ->
          new Problem(path, rejected.code(), rejected.text());
      case SalesforceReply other ->
          new Problem(
              "settings.instance_url",
              "salesforce_" + other.getClass().getSimpleName().toLowerCase(Locale.ROOT),
              "Salesforce does not know this address; check instance_url and the API version.");
    };
  }
}
