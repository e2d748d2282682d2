package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.DeliveryStopped;
import dev.parley.crm.http.Masking;
import dev.parley.crm.hubspot.HubSpotEntry.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import okhttp3.HttpUrl;

/// Writes the entries of a contact's timeline that are missing, and takes them away again.
final class HubSpotTimeline {
  /// Of one call; the whole is bounded by a body's length times this.
  private static final int BATCH_MAX = 10;

  private static final int READ_MAX = 100;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final HubSpotApi api;

  HubSpotTimeline(HubSpotApi api) {
    this.api = api;
  }

  /// @param fresh nothing can be there yet: no need to look
  void write(Connector connector, String contact, List<HubSpotEntry> entries, boolean fresh) {
    for (Kind kind : Kind.values()) {
      List<HubSpotEntry> ours = entries.stream().filter(each -> each.kind() == kind).toList();
      if (ours.isEmpty()) {
        continue;
      }
      Map<String, String> there = fresh ? Map.of() : marks(connector, contact, kind);
      List<HubSpotEntry> missing =
          ours.stream().filter(each -> !there.containsKey(each.mark())).toList();
      for (int i = 0; i < missing.size(); i += BATCH_MAX) {
        List<HubSpotEntry> some = missing.subList(i, Math.min(i + BATCH_MAX, missing.size()));
        write(connector, contact, kind, some);
      }
    }
  }

  private void write(Connector connector, String contact, Kind kind, List<HubSpotEntry> some) {
    if (some.size() == 1) {
      made(write(connector, contact, some.getFirst()));
      return;
    }
    ObjectNode batch = NODES.objectNode();
    ArrayNode inputs = batch.putArray("inputs");
    some.forEach(entry -> inputs.add(entry.creation(contact)));
    HttpUrl url = api.objects(kind.type).addPathSegments("batch/create").build();
    HubSpotReply reply = api.send(connector, "POST", url, batch);
    made(reply);
    if (reply instanceof HubSpotReply.Done(int status, var body) && status == 207) {
      // What was written stays: the next attempt finds its marks and writes the others alone.
      throw new DeliveryStopped(
          new DeliveryResult.Retry(
              "partly_written",
              OptionalInt.of(207),
              "HubSpot wrote %d of %d parts of the conversation: %s"
                  .formatted(
                      body.path("results").size(),
                      some.size(),
                      Masking.excerpt(body.at("/errors/0/message").asText())),
              Optional.empty(),
              Trouble.RECORD));
    }
  }

  /// An outcome that the account took off its list costs the outcome, and not the lead. HubSpot
  /// names what it refuses after all that it would take, which is more than is read.
  private HubSpotReply write(Connector connector, String contact, HubSpotEntry entry) {
    HttpUrl url = api.objects(entry.kind().type).build();
    HubSpotReply reply = api.send(connector, "POST", url, entry.creation(contact));
    boolean outcome =
        reply instanceof HubSpotReply.Failed(DeliveryResult.Rejected _)
            && entry.properties().remove(HubSpotEntry.CALL_OUTCOME) != null;
    return outcome ? api.send(connector, "POST", url, entry.creation(contact)) : reply;
  }

  private static void made(HubSpotReply reply) {
    if (HubSpotApi.done(reply).isEmpty()) {
      throw new DeliveryStopped(
          new DeliveryResult.Retry(
              "record_gone",
              OptionalInt.of(404),
              "The contact went away meanwhile.",
              Optional.empty(),
              Trouble.RECORD));
    }
  }

  /// Takes away every entry of this lead.
  void erase(Connector connector, String contact, String mark) {
    for (Kind kind : Kind.values()) {
      marks(connector, contact, kind)
          .forEach(
              (there, id) -> {
                if (there.startsWith(mark)) {
                  HttpUrl url = api.objects(kind.type).addPathSegment(id).build();
                  HubSpotApi.done(api.order(connector, "DELETE", url, null));
                }
              });
    }
  }

  /// The marks on the contact's newest entries of a kind, each with its record's id.
  private Map<String, String> marks(Connector connector, String contact, Kind kind) {
    HttpUrl associated =
        api.url("crm/v4/objects/contacts")
            .addPathSegment(contact)
            .addPathSegment("associations")
            .addPathSegment(kind.type)
            .addQueryParameter("limit", "500")
            .build();
    JsonNode page = HubSpotApi.done(api.get(connector, associated)).orElseGet(NODES::objectNode);
    List<String> ids = new ArrayList<>();
    page.path("results").forEach(each -> ids.add(each.path("toObjectId").asText()));
    Map<String, String> marks = new HashMap<>();
    if (ids.isEmpty()) {
      return marks;
    }
    ObjectNode read = NODES.objectNode();
    read.putArray("properties").add(kind.body);
    ArrayNode inputs = read.putArray("inputs");
    // The newest are the last.
    ids.subList(Math.max(0, ids.size() - READ_MAX), ids.size())
        .forEach(id -> inputs.addObject().put("id", id));
    HttpUrl url = api.objects(kind.type).addPathSegments("batch/read").build();
    // 207: some were deleted since they were listed; those that are there came.
    HubSpotApi.done(api.send(connector, "POST", url, read))
        .ifPresent(
            found -> {
              for (JsonNode entry : found.path("results")) {
                marks.put(
                    HubSpotEntry.markOf(entry.path("properties").path(kind.body).asText()),
                    entry.path("id").asText());
              }
            });
    return marks;
  }
}
