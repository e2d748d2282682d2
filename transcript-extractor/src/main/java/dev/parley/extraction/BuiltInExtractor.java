package dev.parley.extraction;

import dev.parley.extraction.Candidate.Source;
import dev.parley.lead.LeadField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Extracts fields without a language model: from the agent's questions, the names of fields in the
/// contact's own words, typed mentions, agreements and corrections. Pure and thread-safe.
public final class BuiltInExtractor {
  /// Extracts every field of the request and reconciles it with the live answers.
  public Extraction extract(ExtractionRequest request) {
    List<FieldProfile> profiles =
        request.fields().stream().map(field -> FieldProfile.of(field, request.context())).toList();
    Set<String> spoken = new LinkedHashSet<>(request.context().languages());
    spoken.add("en");
    List<String> languages = List.copyOf(spoken);
    LabelIndex labels = new LabelIndex(profiles, languages);
    Dialogue dialogue = new Dialogue(request, profiles, labels);
    Map<FieldProfile, List<Candidate>> candidates =
        candidates(profiles, labels, dialogue, request.context().languages());
    Overlaps.resolve(candidates);
    Map<String, LeadField> fields = new LinkedHashMap<>();
    candidates.forEach(
        (profile, found) ->
            fields.put(
                profile.id(),
                new Decision(profile, dialogue, request.context().languages()).decide(found)));
    return Reconciliation.of(fields, request);
  }

  private static Map<FieldProfile, List<Candidate>> candidates(
      List<FieldProfile> profiles, LabelIndex labels, Dialogue dialogue, List<String> languages) {
    TurnReader reader = new TurnReader(labels, languages);
    Shapes shapes = new Shapes(profiles, languages);
    boolean oneSided = dialogue.oneSided();
    Map<FieldProfile, List<Candidate>> candidates = new LinkedHashMap<>();
    for (FieldProfile profile : profiles) {
      List<Candidate> found = new ArrayList<>();
      for (Heard turn : dialogue.heard()) {
        List<Candidate> read = new ArrayList<>(reader.read(profile, turn));
        if (read.isEmpty() && Periods.handles(profile.type())) {
          Periods.mentioned(profile, profiles, turn, languages).ifPresent(read::add);
        }
        boolean inPassing =
            read.stream().allMatch(c -> c.source() == Source.MENTIONED && c.certainty() < 0.93);
        if (inPassing) {
          Slots.picked(profile, turn)
              .or(() -> Agreements.of(profile, profiles, turn))
              .ifPresent(
                  agreed -> {
                    read.clear();
                    read.add(agreed);
                  });
        }
        if (read.isEmpty() && oneSided && dialogue.heard().size() > 1) {
          shapes.read(profile, turn).ifPresent(read::add);
        }
        read.removeIf(candidate -> profile.birth() && !BirthDates.complete(candidate, turn));
        found.addAll(read);
      }
      candidates.put(profile, found);
    }
    return candidates;
  }
}
