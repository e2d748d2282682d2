package dev.parley.extraction;

import dev.parley.evidence.Evidence;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadField;
import dev.parley.transcript.Transcript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings what the conversation's engine held together with what the whole transcript shows, field
/// by field. Agreement adds confidence, disagreement lowers it and is reported.
final class Reconciliation {
  /// A number that the channel itself proved, or what the contact confirmed in a conversation
  /// before this one: there is nothing to quote here, and no doubt.
  private static final double PROVED_ELSEWHERE = 0.99;

  /// What the engine held and the transcript does not show by itself.
  private static final double HELD = 0.95;

  private Reconciliation() {}

  static Extraction of(Map<String, LeadField> fields, ExtractionRequest request) {
    Map<String, LiveAnswer> live = request.live();
    Map<String, LeadField> reconciled = new LinkedHashMap<>();
    List<String> disagreements = new ArrayList<>();
    fields.forEach(
        (id, field) -> {
          LiveAnswer answer = live.get(id);
          if (answer == null) {
            reconciled.put(id, field);
            return;
          }
          boolean both = answer.value().isPresent() && field.value().isPresent();
          if (both && !answer.value().equals(field.value())) {
            disagreements.add(id);
          }
          reconciled.put(id, one(field, answer, request.transcript()));
        });
    return new Extraction(reconciled, disagreements);
  }

  private static LeadField one(LeadField field, LiveAnswer live, Transcript transcript) {
    boolean proved = live.status() == FieldStatus.CONFIRMED && live.evidence().isEmpty();
    if (proved && live.value().isPresent() && field.value().isEmpty()) {
      return fromLive(live, PROVED_ELSEWHERE);
    }
    if (live.value().isEmpty() || (live.evidence().isEmpty() && field.value().isEmpty())) {
      boolean refused = live.status() == FieldStatus.REFUSED;
      boolean passing = field.status() == FieldStatus.INFERRED || !field.status().filled();
      return refused && passing ? LeadField.empty(FieldStatus.REFUSED) : field;
    }
    if (field.value().isEmpty()) {
      return fromLive(live, Confidence.disagreed(asserted(live, transcript)));
    }
    if (live.value().equals(field.value())) {
      FieldStatus status =
          live.status() == FieldStatus.CONFIRMED ? FieldStatus.CONFIRMED : field.status();
      return new LeadField(
          status,
          field.value(),
          field.said(),
          Confidence.confirmed(field.confidence()),
          field.evidence());
    }
    boolean keepsLive = live.status() == FieldStatus.CONFIRMED || !isLater(field, live);
    LeadField kept =
        keepsLive && !live.evidence().isEmpty()
            ? fromLive(live, asserted(live, transcript))
            : field;
    return new LeadField(
        kept.status(),
        kept.value(),
        kept.said(),
        corrected(field, live)
            ? Confidence.superseded(kept.confidence())
            : Confidence.disagreed(kept.confidence()),
        kept.evidence());
  }

  /// How sure an answer is that only the engine held, as surely as it was heard.
  private static double asserted(LiveAnswer live, Transcript transcript) {
    List<Integer> turns = live.evidence().stream().map(Evidence::turn).toList();
    return Confidence.clamp(HELD * Confidence.heard(transcript.confidence(turns)));
  }

  /// Whether one of the two was said after the other: people correct themselves, and the later
  /// word is what they came to.
  private static boolean corrected(LeadField field, LiveAnswer live) {
    return !live.evidence().isEmpty()
        && !field.evidence().isEmpty()
        && lastTurn(live.evidence()) != lastTurn(field.evidence());
  }

  private static boolean isLater(LeadField field, LiveAnswer live) {
    return lastTurn(field.evidence()) > lastTurn(live.evidence());
  }

  private static int lastTurn(List<Evidence> evidence) {
    return evidence.stream().mapToInt(Evidence::turn).max().orElse(0);
  }

  private static LeadField fromLive(LiveAnswer live, double confidence) {
    FieldStatus status = live.status().filled() ? live.status() : FieldStatus.ANSWERED;
    return new LeadField(status, live.value(), live.said(), confidence, live.evidence());
  }
}
