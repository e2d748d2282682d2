package dev.parley.extraction;

import dev.parley.extraction.model.FieldCheck;
import dev.parley.extraction.model.ProposedField;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Extraction with a model's help. The model only proposes: each field is grounded in the turn it
/// names, parsed by its type and checked against its quote, and what fails is dropped. What the
/// built-in extractor finds by itself confirms, contradicts or completes the rest. Thread-safe.
public final class ModelExtractor {
  private final BuiltInExtractor builtIn = new BuiltInExtractor();

  /// What a proposed field must stand up to; its errors begin with one of the codes
  /// `unknown_field`, `unknown_turn`, `not_in_turn`, `agent_turn`, `not_agreed`,
  /// `value_not_in_quote`, or a code of [dev.parley.value.ValueErrors].
  public static FieldCheck check(ExtractionRequest request) {
    return new ProposalCheck(request);
  }

  /// Merges proposals with the built-in extraction and the live answers. Proposals are checked here
  /// once more: none counts unproved. Of several for one field, the last word counts.
  public Extraction extract(ExtractionRequest request, List<ProposedField> proposed) {
    ProposalCheck check = new ProposalCheck(request);
    Map<String, ProposalCheck.Proved> proved = new LinkedHashMap<>();
    for (ProposedField one : proposed) {
      if (check.check(one) instanceof ProposalCheck.Proved field) {
        proved.merge(one.field(), field, ModelExtractor::later);
      }
    }
    ExtractionRequest withoutLive =
        new ExtractionRequest(
            request.transcript(),
            request.fields(),
            request.context(),
            request.alternatives(),
            Map.of());
    Map<String, LeadField> merged = new LinkedHashMap<>();
    builtIn
        .extract(withoutLive)
        .fields()
        .forEach((id, own) -> merged.put(id, merged(own, proved.get(id))));
    return Reconciliation.of(merged, request);
  }

  private static ProposalCheck.Proved later(ProposalCheck.Proved a, ProposalCheck.Proved b) {
    boolean refused = b.field().status() == FieldStatus.REFUSED && a.field().status().filled();
    return b.turn() >= a.turn() && !refused ? b : a;
  }

  private static LeadField merged(LeadField own, ProposalCheck.@Nullable Proved model) {
    if (model == null) {
      return own;
    }
    LeadField field = model.field();
    if (field.status() == FieldStatus.REFUSED) {
      return own.status().filled() ? own : field;
    }
    if (own.value().isEmpty()) {
      return field;
    }
    boolean same = own.value().equals(field.value());
    double confidence =
        same
            ? Confidence.confirmed(Math.max(field.confidence(), own.confidence()))
            : Confidence.disagreed(field.confidence());
    LeadField kept = same && own.status() == FieldStatus.CONFIRMED ? own : field;
    return new LeadField(kept.status(), kept.value(), kept.said(), confidence, kept.evidence());
  }
}
