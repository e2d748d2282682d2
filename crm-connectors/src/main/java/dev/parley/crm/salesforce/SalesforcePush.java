package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.Connector;
import dev.parley.crm.ConversationText;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.LeadEvent;
import dev.parley.crm.LeadView;
import dev.parley.crm.TelephoneCall;
import dev.parley.crm.salesforce.SalesforceReply.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One lead's way into an org: known by its External Id, made with its tasks in one transaction,
/// or changed as the field policies allow.
final class SalesforcePush {
  private final SalesforceLeads leads;
  private final SalesforceTasks tasks;
  private final SalesforceComposite composite;
  private final SalesforceFields fields;

  /// What one delivery is about.
  ///
  /// @param parts the conversation; empty where no transcript is wanted
  record Work(
      DeliveryRequest request,
      SalesforceOptions options,
      LeadView lead,
      List<ConversationText.Part> parts,
      Optional<TelephoneCall> call) {
    Connector connector() {
      return request.connector();
    }
  }

  SalesforcePush(
      SalesforceLeads leads,
      SalesforceTasks tasks,
      SalesforceComposite composite,
      SalesforceFields fields) {
    this.leads = leads;
    this.tasks = tasks;
    this.composite = composite;
    this.fields = fields;
  }

  DeliveryResult run(Work work) {
    Optional<SalesforceRef> ref = work.request().remoteRef().flatMap(SalesforceRef::of);
    if (ref.isPresent() && ref.get().matched()) {
      return onMatch(work, new Match(ref.get().type(), ref.get().id()));
    }
    SalesforceReply found = leads.byExternalId(work.connector(), work.request().lead());
    return switch (found) {
      case SalesforceReply.Done(_, var record) -> onExisting(work, record, false);
      case SalesforceReply.Missing() ->
          ref.isPresent() && !work.request().event().equals(LeadEvent.CREATED.wireName())
              ? gone()
              : create(work, false);
      case SalesforceReply other -> failed(other);
    };
  }

  /// Lead and tasks at once: the kill of a process leaves both or neither.
  private DeliveryResult create(Work work, boolean saveDuplicates) {
    List<SalesforceComposite.Part> parts = new ArrayList<>();
    parts.add(
        leads.creation(
            work.options(),
            work.request().lead(),
            work.lead(),
            fields.known(work.connector()),
            saveDuplicates));
    int together = Math.min(work.parts().size(), SalesforceComposite.PARTS_MAX - 1);
    List<ConversationText.Part> first = work.parts().subList(0, together);
    parts.addAll(taskParts(work, first, SalesforceLeads.TO_REFERENCE));
    SalesforceReply reply = composite.send(work.connector(), parts);
    return switch (reply) {
      case SalesforceReply.Done(var status, var body)
          when !SalesforceApi.isId(body.path("id").asText()) ->
          failed(composite.unreadable(status));
      case SalesforceReply.Done(var status, var body) -> {
        String id = body.path("id").asText();
        List<ConversationText.Part> rest = work.parts().subList(together, work.parts().size());
        Optional<SalesforceReply> failure = writeTasks(work, rest, id);
        yield failure
            .map(SalesforcePush::failed)
            .orElseGet(() -> delivered(status, new SalesforceRef("Lead", id, false), ""));
      }
      case SalesforceReply.Duplicates duplicates -> onDuplicates(work, duplicates, saveDuplicates);
      case SalesforceReply other -> failed(other);
    };
  }

  private DeliveryResult onDuplicates(
      Work work, SalesforceReply.Duplicates found, boolean triedSaving) {
    return switch (work.options().duplicates()) {
      case PARK ->
          rejected("duplicate", "A duplicate rule found this lead in Salesforce: " + found(found));
      case SAVE_ANYWAY ->
          found.saveable() && !triedSaving
              ? create(work, true)
              : rejected("duplicate", "A duplicate rule blocks this lead: " + found(found));
      case UPDATE_MATCH ->
          found.matches().isEmpty()
              ? rejected(
                  "duplicate",
                  "A duplicate rule found this lead, and this user may not see the record.")
              : onMatch(work, found.matches().getFirst());
    };
  }

  private static String found(SalesforceReply.Duplicates found) {
    return found.matches().isEmpty()
        ? "a record this user may not see."
        : found.matches().getFirst().type() + " " + found.matches().getFirst().id() + ".";
  }

  /// A record that was there before us: a lead is filled as the policies allow; anybody else only
  /// gets the conversation.
  private DeliveryResult onMatch(Work work, Match match) {
    if (match.type().equals("Lead")) {
      return switch (leads.byId(work.connector(), match.id())) {
        case SalesforceReply.Done(_, var record) -> onExisting(work, record, true);
        case SalesforceReply.Missing() -> gone();
        case SalesforceReply other -> failed(other);
      };
    }
    if (!match.type().equals("Contact")) {
      return rejected(
          "duplicate", "A duplicate rule found a " + match.type() + ", which cannot take a lead.");
    }
    return addMissing(work, List.of(), match.id())
        .map(SalesforcePush::failed)
        .orElseGet(
            () ->
                delivered(
                    200,
                    new SalesforceRef("Contact", match.id(), true),
                    "The person is a contact already: its fields were left as they are."));
  }

  private DeliveryResult onExisting(Work work, JsonNode record, boolean matched) {
    String id = record.path("Id").asText();
    boolean converted = record.path("IsConverted").asBoolean();
    String who = converted ? record.path("ConvertedContactId").asText(id) : id;
    Optional<SalesforceComposite.Part> change =
        converted
            ? Optional.empty()
            : leads.change(
                work.options(),
                work.lead(),
                work.request().previous(),
                record,
                fields.known(work.connector()));
    return addMissing(work, change.stream().toList(), who)
        .map(SalesforcePush::failed)
        .orElseGet(
            () ->
                delivered(
                    200,
                    new SalesforceRef("Lead", id, matched),
                    converted ? "The lead was converted there: its fields were left." : ""));
  }

  /// @return the failure, or empty
  private Optional<SalesforceReply> addMissing(
      Work work, List<SalesforceComposite.Part> change, String who) {
    List<ConversationText.Part> missing = work.parts();
    if (!missing.isEmpty()) {
      SalesforceTasks.Look look = tasks.there(work.connector(), work.request().lead(), who);
      if (look.failure().isPresent()) {
        return look.failure();
      }
      missing =
          missing.stream().filter(part -> !look.idsBySubject().containsKey(part.title())).toList();
    }
    if (!change.isEmpty()) {
      SalesforceReply changed = composite.send(work.connector(), change);
      if (!(changed instanceof SalesforceReply.Done)) {
        return Optional.of(changed);
      }
    }
    return writeTasks(work, missing, who);
  }

  /// @return the failure, or empty
  private Optional<SalesforceReply> writeTasks(
      Work work, List<ConversationText.Part> parts, String who) {
    for (int from = 0; from < parts.size(); from += SalesforceComposite.PARTS_MAX) {
      List<ConversationText.Part> some =
          parts.subList(from, Math.min(parts.size(), from + SalesforceComposite.PARTS_MAX));
      SalesforceReply written = composite.send(work.connector(), taskParts(work, some, who));
      if (!(written instanceof SalesforceReply.Done)) {
        return Optional.of(written);
      }
    }
    return Optional.empty();
  }

  private List<SalesforceComposite.Part> taskParts(
      Work work, List<ConversationText.Part> parts, String who) {
    List<SalesforceComposite.Part> written = new ArrayList<>();
    for (ConversationText.Part part : parts) {
      written.add(
          tasks.part(work.options(), work.lead(), part, written.size() + 1, who, work.call()));
    }
    return written;
  }

  private static DeliveryResult delivered(int status, SalesforceRef ref, String text) {
    return new DeliveryResult.Delivered(OptionalInt.of(status), Optional.of(ref.toString()), text);
  }

  private static DeliveryResult rejected(String code, String text) {
    return new DeliveryResult.Rejected(code, OptionalInt.of(400), text, false);
  }

  private static DeliveryResult gone() {
    return new DeliveryResult.Rejected(
        "record_gone",
        OptionalInt.of(404),
        "The record was deleted in Salesforce; it is not made again.",
        false);
  }

  static DeliveryResult failed(SalesforceReply reply) {
    return switch (reply) {
      case SalesforceReply.Failed(var result) -> result;
      case SalesforceReply.Missing() ->
          new DeliveryResult.Retry(
              "record_gone",
              OptionalInt.of(404),
              "The record went away meanwhile.",
              Optional.empty(),
              Trouble.RECORD);
      case SalesforceReply.Duplicates found ->
          rejected("duplicate", "A duplicate rule blocks this change: " + found(found));
      case SalesforceReply.Done done ->
          throw new IllegalStateException("no failure: " + done.status());
    };
  }
}
