package dev.parley.crm.salesforce;

import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Takes back what was delivered of a lead: its tasks, and the record where we made it.
final class SalesforceErasure {
  private final SalesforceLeads leads;
  private final SalesforceTasks tasks;

  SalesforceErasure(SalesforceLeads leads, SalesforceTasks tasks) {
    this.leads = leads;
    this.tasks = tasks;
  }

  DeliveryResult run(DeliveryRequest request) {
    Connector connector = request.connector();
    Optional<SalesforceRef> ref = request.remoteRef().flatMap(SalesforceRef::of);
    if (ref.isPresent() && ref.get().matched()) {
      return takeTasks(request, ref.get().id())
          .map(SalesforcePush::failed)
          .orElseGet(
              () ->
                  done(
                      ref.get(),
                      "The record was there before Parley: its tasks were deleted, the record was"
                          + " left."));
    }
    return switch (leads.byExternalId(connector, request.lead())) {
      case SalesforceReply.Missing() -> nothing();
      case SalesforceReply.Done(_, var record) -> {
        String id = record.path("Id").asText();
        String who =
            record.path("IsConverted").asBoolean()
                ? record.path("ConvertedContactId").asText(id)
                : id;
        Optional<SalesforceReply> failure = takeTasks(request, who);
        yield failure.map(SalesforcePush::failed).orElseGet(() -> erase(connector, id));
      }
      case SalesforceReply other -> SalesforcePush.failed(other);
    };
  }

  private Optional<SalesforceReply> takeTasks(DeliveryRequest request, String who) {
    SalesforceTasks.Look look = tasks.there(request.connector(), request.lead(), who);
    return look.failure()
        .or(() -> tasks.delete(request.connector(), List.copyOf(look.idsBySubject().values())));
  }

  private DeliveryResult erase(Connector connector, String id) {
    boolean anonymise = SalesforceOptions.of(connector).anonymise();
    SalesforceReply reply =
        anonymise ? leads.anonymise(connector, id) : leads.delete(connector, id);
    return switch (reply) {
      case SalesforceReply.Done _ ->
          done(
              new SalesforceRef("Lead", id, false),
              anonymise
                  ? "The lead's fields were emptied."
                  : "The lead was deleted; Salesforce's recycle bin keeps it up to 15 days.");
      case SalesforceReply.Missing() -> nothing();
      case SalesforceReply other -> SalesforcePush.failed(other);
    };
  }

  private static DeliveryResult done(SalesforceRef ref, String text) {
    return new DeliveryResult.Delivered(OptionalInt.of(200), Optional.of(ref.toString()), text);
  }

  private static DeliveryResult nothing() {
    return new DeliveryResult.Delivered(
        OptionalInt.of(404), Optional.empty(), "There was nothing of this lead in Salesforce.");
  }
}
