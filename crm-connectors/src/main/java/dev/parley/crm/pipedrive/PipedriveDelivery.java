package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.FieldMapping.Wanted;
import dev.parley.crm.LeadView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One delivery on its way: what the lead wants written, into which fields, and what could not be.
/// One thread's.
final class PipedriveDelivery {
  private final DeliveryRequest request;
  private final LeadView lead;
  private final Map<String, Wanted> wanted;
  private final Map<String, String> before = new LinkedHashMap<>();
  private final Map<String, PipedriveField> fields = new LinkedHashMap<>();
  private final Set<String> leftOut = new TreeSet<>();

  /// @param account its fields, where the mapping needs them; else empty
  PipedriveDelivery(DeliveryRequest request, Map<String, PipedriveField> account) {
    this.request = request;
    this.lead = LeadView.of(request);
    this.wanted =
        PipedriveMapping.withNames(
            PipedriveMapping.wanted(request.connector().config(), lead), lead);
    request
        .previous()
        .map(LeadView::of)
        .ifPresent(
            last ->
                PipedriveMapping.wanted(request.connector().config(), last)
                    .forEach((target, want) -> before.put(target, want.value())));
    for (String target : PipedriveMapping.custom(wanted.keySet())) {
      List<PipedriveField> meant = PipedriveMapping.fields(target, account);
      if (meant.size() == 1 && meant.getFirst().writable()) {
        fields.put(target, meant.getFirst());
      } else {
        leftOut.add(target);
      }
    }
  }

  DeliveryRequest request() {
    return request;
  }

  Connector connector() {
    return request.connector();
  }

  LeadView lead() {
    return lead;
  }

  Map<String, Wanted> wanted() {
    return wanted;
  }

  /// The custom field of a target on this kind of record.
  ///
  /// @param record `person` or `lead`
  Optional<PipedriveField> field(String target, String record) {
    return target.startsWith(record) ? Optional.ofNullable(fields.get(target)) : Optional.empty();
  }

  Optional<JsonNode> value(String target, PipedriveField field, Wanted want, boolean onLead) {
    Optional<JsonNode> value = field.value(want.value(), currency(target), onLead);
    if (value.isEmpty()) {
      leftOut.add(target);
    }
    return value;
  }

  Optional<String> currency(String target) {
    return PipedriveMapping.currency(connector().config(), lead, target);
  }

  /// Whether a field that holds `now` gets what the lead says.
  boolean writes(String target, Wanted want, String now) {
    return !now.equals(want.value()) && want.policy().writes(now, before(target));
  }

  /// The same of a custom field: compared as the field holds values, not as the lead says them.
  boolean changes(
      String target,
      PipedriveField field,
      Wanted want,
      JsonNode now,
      JsonNode value,
      boolean lead) {
    Optional<String> last =
        before(target)
            .flatMap(text -> field.value(text, currency(target), lead))
            .map(PipedriveField::plain);
    String held = PipedriveField.plain(now);
    return !held.equals(PipedriveField.plain(value)) && want.policy().writes(held, last);
  }

  /// What the last delivery of this lead said there.
  Optional<String> before(String target) {
    return Optional.ofNullable(before.get(target));
  }

  /// A person field of our own that holds the contact's id.
  Optional<String> personKey() {
    return Optional.of(connector().config().settings().path("person_key").asText())
        .filter(code -> !code.isEmpty());
  }

  /// In words; empty where everything had its place.
  String remarks() {
    return leftOut.isEmpty()
        ? ""
        : "Left out, since the field is not there or does not take such a value: "
            + String.join(", ", leftOut)
            + ".";
  }
}
