package dev.parley.crm.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.Connector;
import dev.parley.crm.ConversationText;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.LeadView;
import dev.parley.crm.RemoteField;
import dev.parley.crm.TelephoneCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// One lead's way into an account: looked for, then changed as the field policies allow, or made by
/// an upsert that Zoho keeps unique; and then its notes and its call.
final class ZohoPush {
  private final ZohoLeads leads;
  private final ZohoNotes notes;
  private final ZohoFields fields;

  /// What one delivery is about.
  ///
  /// @param parts the conversation; empty where no transcript is wanted
  /// @param call empty where it was none, or none is wanted
  record Work(
      DeliveryRequest request,
      ZohoOptions options,
      LeadView lead,
      List<ConversationText.Part> parts,
      Optional<TelephoneCall> call) {
    Connector connector() {
      return request.connector();
    }
  }

  ZohoPush(ZohoLeads leads, ZohoNotes notes, ZohoFields fields) {
    this.leads = leads;
    this.notes = notes;
    this.fields = fields;
  }

  DeliveryResult run(Work work) {
    Optional<ZohoRef> ref = work.request().remoteRef().flatMap(ZohoRef::of);
    ZohoReply found =
        ref.isPresent()
            ? leads.byId(work.connector(), ref.get().id())
            : leads.search(
                work.connector(),
                work.request().lead(),
                work.options().mapping().wanted(work.lead()));
    return switch (found) {
      case ZohoReply.Done(_, var record) ->
          onExisting(
              work, record, ref.map(ZohoRef::matched).orElseGet(() -> isOthers(work, record)));
      case ZohoReply.Missing() ->
          ref.isPresent() && !work.request().event().equals(LeadEvent.CREATED.wireName())
              ? gone()
              : upsert(work);
      case ZohoReply other -> failed(other);
    };
  }

  private static boolean isOthers(Work work, JsonNode record) {
    String holds = record.path(work.options().leadId()).asText();
    return !holds.equalsIgnoreCase(work.request().lead().toString());
  }

  private DeliveryResult upsert(Work work) {
    ZohoReply made =
        leads.upsert(
            work.connector(), work.request().lead(), work.lead(), fields.known(work.connector()));
    return switch (made) {
      case ZohoReply.Done(var status, var row) -> {
        boolean inserted = row.path("action").asText().equals("insert");
        String by = row.path("duplicate_field").asText();
        boolean matched = !inserted && !by.equals(work.options().leadId());
        ZohoRef ref = new ZohoRef(row.at("/details/id").asText(), matched);
        yield attached(work, ref, status, !inserted);
      }
      // Made meanwhile by somebody else, too late for the check and in time for the unique key.
      case ZohoReply.Conflict(var existing) when !existing.isEmpty() ->
          switch (leads.byId(work.connector(), existing)) {
            case ZohoReply.Done(_, var record) -> onExisting(work, record, isOthers(work, record));
            case ZohoReply other -> failed(other);
          };
      case ZohoReply other -> failed(other);
    };
  }

  private DeliveryResult onExisting(Work work, JsonNode record, boolean matched) {
    ZohoReply changed =
        leads.change(
            work.connector(),
            work.lead(),
            work.request().previous(),
            record,
            fields.known(work.connector()));
    return changed instanceof ZohoReply.Done
        ? attached(work, new ZohoRef(record.path("id").asText(), matched), 200, true)
        : failed(changed);
  }

  /// @param look whether anything of ours can be there already
  private DeliveryResult attached(Work work, ZohoRef ref, int status, boolean look) {
    return writeNotes(work, ref.id(), look)
        .or(() -> writeCall(work, ref.id(), look))
        .map(ZohoPush::failed)
        .orElseGet(
            () ->
                new DeliveryResult.Delivered(
                    OptionalInt.of(status), Optional.of(ref.toString()), said(work, ref)));
  }

  /// Zoho drops a field it does not know without a word: somebody should say so.
  private String said(Work work, ZohoRef ref) {
    Map<String, RemoteField> known = fields.known(work.connector());
    List<String> dropped =
        work.options().mapping().fields().stream()
            .filter(field -> !known.isEmpty() && !known.containsKey(field))
            .toList();
    return (ref.matched() ? "The lead was there before and was filled. " : "")
        + (dropped.isEmpty() ? "" : "Zoho has no field " + String.join(", ", dropped) + ". ");
  }

  private Optional<ZohoReply> writeNotes(Work work, String record, boolean look) {
    List<ConversationText.Part> missing = work.parts();
    if (look && !missing.isEmpty()) {
      ZohoNotes.Look there = look(work, ZohoNotes.Kind.NOTES, record);
      if (there.failure().isPresent()) {
        return there.failure();
      }
      missing =
          missing.stream().filter(part -> !there.idsByTitle().containsKey(part.title())).toList();
    }
    return notes.write(work.connector(), record, missing);
  }

  private Optional<ZohoReply> writeCall(Work work, String record, boolean look) {
    if (work.call().isEmpty()) {
      return Optional.empty();
    }
    if (look) {
      ZohoNotes.Look there = look(work, ZohoNotes.Kind.CALLS, record);
      if (there.failure().isPresent()
          || there.idsByTitle().containsKey(ZohoNotes.callTitle(work.lead()))) {
        return there.failure();
      }
    }
    return notes.writeCall(work.connector(), record, work.lead(), work.call().get());
  }

  private ZohoNotes.Look look(Work work, ZohoNotes.Kind kind, String record) {
    return notes.there(work.connector(), kind, record, work.request().lead());
  }

  private static DeliveryResult gone() {
    return new DeliveryResult.Rejected(
        "record_gone",
        OptionalInt.of(404),
        "The lead was deleted or converted in Zoho; it is not made again.",
        false);
  }

  static DeliveryResult failed(ZohoReply reply) {
    return switch (reply) {
      case ZohoReply.Failed(var result) -> result;
      case ZohoReply.Missing() -> again("record_gone", 404, "The lead went away meanwhile.");
      case ZohoReply.Conflict(_) ->
          again("conflict", 400, "Another record holds one of the unique values.");
      case ZohoReply.Done done -> throw new IllegalStateException("no failure: " + done.status());
    };
  }

  private static DeliveryResult again(String code, int status, String text) {
    return new DeliveryResult.Retry(
        code, OptionalInt.of(status), text, Optional.empty(), Trouble.RECORD);
  }
}
