package dev.parley.crm.zoho;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/// Asks Zoho whether deliveries would work: the token, its scopes, the fields of leads.
final class ZohoCheck {
  private final ZohoApi api;
  private final ZohoFields fields;
  private final ZohoLeads leads;

  ZohoCheck(ZohoApi api, ZohoFields fields, ZohoLeads leads) {
    this.api = api;
    this.fields = fields;
    this.leads = leads;
  }

  TestResult run(Connector connector) {
    ZohoOptions options = ZohoOptions.of(connector);
    ZohoReply reply = fields.list(connector);
    if (!(reply instanceof ZohoReply.Done(_, var body))) {
      return new TestResult.NotReady(List.of(problem("credentials", reply)));
    }
    List<RemoteField> read = ZohoFields.read(body);
    fields.keep(connector, read);
    Map<String, RemoteField> known =
        read.stream().collect(Collectors.toMap(RemoteField::name, Function.identity()));
    Set<String> needed = new TreeSet<>(options.mapping().fields());
    needed.addAll(options.duplicateCheck());
    List<Problem> problems = new ArrayList<>();
    for (String field : needed) {
      problem(connector, options, field, known).ifPresent(problems::add);
    }
    if (problems.isEmpty()) {
      scopes(connector, options, problems);
    }
    return problems.isEmpty()
        ? new TestResult.Ready("Zoho accepts the token, its scopes suffice, every field is there.")
        : new TestResult.NotReady(problems);
  }

  private Optional<Problem> problem(
      Connector connector, ZohoOptions options, String name, Map<String, RemoteField> known) {
    boolean key = name.equals(options.leadId());
    String path = key ? "settings.lead_id_field" : "mapping";
    RemoteField field = known.get(name);
    if (field == null) {
      return missing(connector, options, name, key, path);
    }
    if (key && !field.unique()) {
      return Optional.of(
          new Problem(
              path, "field_not_unique", name + " takes the same value twice; make it unique."));
    }
    return field.writable()
        ? Optional.empty()
        : Optional.of(new Problem(path, "field_read_only", "Zoho lets nobody write " + name + "."));
  }

  private Optional<Problem> missing(
      Connector connector, ZohoOptions options, String name, boolean key, String path) {
    if (!options.createFields()) {
      return Optional.of(
          new Problem(
              path,
              "field_missing",
              "Leads have no field "
                  + name
                  + (key ? " (a single line, unique)" : "")
                  + ". Make it there, or set create_fields."));
    }
    HttpUrl url = api.url(options, "settings/fields").addQueryParameter("module", "Leads").build();
    ZohoReply made = api.define(connector, url, creation(name, key));
    return switch (made) {
      case ZohoReply.Done(var status, var body)
          when !body.at("/fields/0/status").asText().equals("success") ->
          Optional.of(problem(path, ZohoErrors.of(status, body.at("/fields/0"))));
      // A conflict: somebody made it meanwhile, and the next test looks at it.
      case ZohoReply.Done _, ZohoReply.Conflict _ -> Optional.empty();
      case ZohoReply other -> Optional.of(problem(path, other));
    };
  }

  /// Zoho derives the API name from the label: spaces become underscores.
  private static ObjectNode creation(String name, boolean key) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode field =
        body.putArray("fields")
            .addObject()
            .put("field_label", name.replace('_', ' '))
            .put("data_type", "text")
            .put("length", key ? 100 : 255);
    if (key) {
      field.putObject("unique").put("case_sensitive", false);
    }
    return body;
  }

  /// Each part of a delivery has a scope of its own: each is asked for something harmless.
  private void scopes(Connector connector, ZohoOptions options, List<Problem> problems) {
    List<ZohoReply> replies = new ArrayList<>();
    replies.add(leads.search(connector, new UUID(0, 0), Map.of()));
    if (options.transcript()) {
      replies.add(api.get(connector, first(options, "Notes", "Note_Title"), "data"));
    }
    if (options.calls()) {
      replies.add(api.get(connector, first(options, "Calls", "Subject"), "data"));
    }
    for (ZohoReply reply : replies) {
      if (reply instanceof ZohoReply.Failed) {
        problems.add(problem("credentials", reply));
      }
    }
  }

  private HttpUrl first(ZohoOptions options, String module, String field) {
    return api.url(options, module)
        .addQueryParameter("fields", field)
        .addQueryParameter("per_page", "1")
        .build();
  }

  Discovery discover(Connector connector, List<String> leadFields) {
    ZohoReply reply = fields.list(connector);
    if (!(reply instanceof ZohoReply.Done(_, var body))) {
      return new Discovery.NotFound(List.of(problem("credentials", reply)));
    }
    List<RemoteField> read = ZohoFields.read(body);
    fields.keep(connector, read);
    return MappingProposal.of(read, leadFields, ZohoOptions.NAMES.usual());
  }

  private static Problem problem(String path, ZohoReply reply) {
    return switch (reply) {
      case ZohoReply.Failed(DeliveryResult.Blocked blocked) ->
          new Problem(path, blocked.code(), blocked.text());
      case ZohoReply.Failed(DeliveryResult.Retry retry) ->
          new Problem(path, retry.code(), retry.text());
      case ZohoReply.Failed(DeliveryResult.Rejected rejected) ->
          new Problem(path, rejected.code(), rejected.text());
      case ZohoReply _ ->
          new Problem(
              "settings.data_centre",
              "zoho_unknown",
              "Zoho does not know what it was asked for; check data_centre and the API version.");
    };
  }
}
