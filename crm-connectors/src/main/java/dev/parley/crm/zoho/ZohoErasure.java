package dev.parley.crm.zoho;

import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Takes back what was delivered of a lead: its notes and call, and the record where we made it.
final class ZohoErasure {
  private final ZohoLeads leads;
  private final ZohoNotes notes;

  ZohoErasure(ZohoLeads leads, ZohoNotes notes) {
    this.leads = leads;
    this.notes = notes;
  }

  DeliveryResult run(DeliveryRequest request) {
    Connector connector = request.connector();
    Optional<ZohoRef> ref = request.remoteRef().flatMap(ZohoRef::of);
    ZohoReply found =
        ref.isPresent()
            ? leads.byId(connector, ref.get().id())
            : leads.search(connector, request.lead(), Map.of());
    return switch (found) {
      case ZohoReply.Missing() -> nothing();
      case ZohoReply.Done(_, var record) -> {
        ZohoRef mine =
            new ZohoRef(
                record.path("id").asText(), ref.map(ZohoRef::matched).orElse(Boolean.FALSE));
        yield take(request, ZohoNotes.Kind.NOTES, mine)
            .or(() -> take(request, ZohoNotes.Kind.CALLS, mine))
            .map(ZohoPush::failed)
            .orElseGet(() -> erase(connector, mine));
      }
      case ZohoReply other -> ZohoPush.failed(other);
    };
  }

  private Optional<ZohoReply> take(DeliveryRequest request, ZohoNotes.Kind kind, ZohoRef ref) {
    if (kind == ZohoNotes.Kind.CALLS && !ZohoOptions.of(request.connector()).calls()) {
      return Optional.empty();
    }
    ZohoNotes.Look look = notes.there(request.connector(), kind, ref.id(), request.lead());
    return look.failure()
        .or(() -> notes.delete(request.connector(), kind, List.copyOf(look.idsByTitle().values())));
  }

  private DeliveryResult erase(Connector connector, ZohoRef ref) {
    if (ref.matched()) {
      return done(
          ref, "The lead was there before Parley: its notes were deleted, the record was left.");
    }
    boolean anonymise = ZohoOptions.of(connector).anonymise();
    ZohoReply reply =
        anonymise ? leads.anonymise(connector, ref.id()) : leads.delete(connector, ref.id());
    return switch (reply) {
      case ZohoReply.Done _ ->
          done(
              ref,
              anonymise
                  ? "The lead's fields were emptied."
                  : "The lead was deleted; Zoho's recycle bin keeps it up to 60 days.");
      case ZohoReply.Missing() -> nothing();
      case ZohoReply other -> ZohoPush.failed(other);
    };
  }

  private static DeliveryResult done(ZohoRef ref, String text) {
    return new DeliveryResult.Delivered(OptionalInt.of(200), Optional.of(ref.toString()), text);
  }

  private static DeliveryResult nothing() {
    return new DeliveryResult.Delivered(
        OptionalInt.of(204), Optional.empty(), "There was nothing of this lead in Zoho.");
  }
}
