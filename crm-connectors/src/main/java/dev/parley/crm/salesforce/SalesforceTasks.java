package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.ConversationText;
import dev.parley.crm.LeadView;
import dev.parley.crm.TelephoneCall;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The conversation as completed tasks, one for each part. A task's subject names lead and part:
/// whoever tries again first looks which are there.
final class SalesforceTasks {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// What is there: task id by subject.
  ///
  /// @param failure why it could not be looked
  record Look(Optional<SalesforceReply> failure, Map<String, String> idsBySubject) {}

  private final SalesforceApi api;

  SalesforceTasks(SalesforceApi api) {
    this.api = api;
  }

  /// The tasks of one of our leads. Queries see what is committed: there is no lag.
  Look there(Connector connector, UUID lead, String who) {
    String query =
        "SELECT Id, Subject FROM Task WHERE WhoId = '%s' AND Subject LIKE 'Parley lead %s%%'"
            .formatted(who, lead);
    SalesforceReply reply =
        api.get(
            connector,
            api.url(SalesforceOptions.of(connector), "query").addQueryParameter("q", query).build(),
            found -> found.path("records").isArray());
    if (!(reply instanceof SalesforceReply.Done(_, var body))) {
      return new Look(Optional.of(reply), Map.of());
    }
    Map<String, String> found = new HashMap<>();
    for (JsonNode task : body.path("records")) {
      found.put(task.path("Subject").asText(), task.path("Id").asText());
    }
    return new Look(Optional.empty(), found);
  }

  /// @param who the record's id, or a reference to it
  SalesforceComposite.Part part(
      SalesforceOptions options,
      LeadView lead,
      ConversationText.Part part,
      int number,
      String who,
      Optional<TelephoneCall> made) {
    ObjectNode task =
        NODES
            .objectNode()
            .put("Subject", part.title())
            .put("Description", part.text())
            .put("Status", "Completed")
            .put("Priority", "Normal")
            .put("ActivityDate", day(lead))
            .put("WhoId", who);
    task.put("TaskSubtype", made.isPresent() ? "Call" : "Task");
    made.ifPresent(
        call -> {
          task.put("CallType", call.outbound() ? "Outbound" : "Inbound")
              .put("CallDurationInSeconds", call.length().toSeconds())
              .put("CallDisposition", call.result().words());
          call.id().ifPresent(id -> task.put("CallObject", id));
        });
    String objects = api.path() + "/sobjects/Task";
    return options
        .taskExternalId()
        .map(
            field ->
                new SalesforceComposite.Part(
                    "PATCH", objects + "/" + field + "/" + key(part), "task" + number, task, false))
        .orElseGet(
            () -> new SalesforceComposite.Part("POST", objects, "task" + number, task, false));
  }

  private static String day(LeadView lead) {
    Instant day = lead.startedAt().orElseGet(lead::createdAt);
    return day.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String key(ConversationText.Part part) {
    return part.title().replace("Parley lead ", "").replace(' ', '-').replace('/', '-');
  }

  /// Takes tasks away; those that went already are no failure.
  ///
  /// @return the failure, or empty
  Optional<SalesforceReply> delete(Connector connector, List<String> ids) {
    for (int from = 0; from < ids.size(); from += 200) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + 200));
      SalesforceReply reply =
          api.send(
              connector,
              "DELETE",
              api.url(SalesforceOptions.of(connector), "composite/sobjects")
                  .addQueryParameter("ids", String.join(",", some))
                  .addQueryParameter("allOrNone", "false")
                  .build(),
              null,
              results -> results.isArray() && results.size() == some.size());
      if (!(reply instanceof SalesforceReply.Done(_, var results))) {
        return Optional.of(reply);
      }
      for (JsonNode result : results) {
        SalesforceReply refusal =
            result.path("success").asBoolean()
                ? new SalesforceReply.Missing()
                : SalesforceErrors.of(400, deletionErrors(result));
        if (!(refusal instanceof SalesforceReply.Missing)) {
          return Optional.of(refusal);
        }
      }
    }
    return Optional.empty();
  }

  /// Rows of a collection call their code `statusCode`.
  private static JsonNode deletionErrors(JsonNode result) {
    var errors = NODES.arrayNode();
    for (JsonNode error : result.path("errors")) {
      errors
          .addObject()
          .put("errorCode", error.path("statusCode").asText())
          .put("message", error.path("message").asText());
    }
    return errors;
  }
}
