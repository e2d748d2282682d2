package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.value.Fold;
import dev.parley.value.Value;
import dev.parley.value.ValueWire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A field that was asked for several times: the attempts, and the recogniser's other hypotheses of
/// each, vote; a spelling speaks for the name it resembles.
final class Attempts {
  /// How much less each further hypothesis counts.
  private static final double RANK_DISCOUNT = 0.35;

  /// What a perfect spelling is worth, as an exponent.
  private static final double SPELLED_WEIGHT = 4;

  /// @param share of the votes, 0 to 1
  record Elected(Candidate candidate, double share) {}

  private Attempts() {}

  static Optional<Elected> elect(
      FieldProfile profile,
      List<Candidate> candidates,
      List<Heard> attempts,
      List<String> languages) {
    List<Candidate> standing = standing(profile, candidates, attempts);
    if (standing.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> votes = new LinkedHashMap<>();
    Map<String, Candidate> first = new LinkedHashMap<>();
    Map<String, Double> byTurn = new LinkedHashMap<>();
    for (Candidate candidate : standing) {
      String key = key(candidate.value());
      // Several hypotheses of one turn that mean the same are one vote, the best of them.
      byTurn.merge(candidate.turn() + " " + key, weight(candidate), Double::max);
      first.merge(key, candidate, (a, b) -> a.rank() <= b.rank() ? a : b);
    }
    byTurn.forEach(
        (turnAndKey, weight) ->
            votes.merge(turnAndKey.substring(turnAndKey.indexOf(' ') + 1), weight, Double::sum));
    favour(profile, votes, Letters.of(attempts, isName(profile), languages));
    double all = votes.values().stream().mapToDouble(Double::doubleValue).sum();
    String best = "";
    double most = 0;
    for (Map.Entry<String, Double> vote : votes.entrySet()) {
      if (vote.getValue() > most + 1e-9) {
        most = vote.getValue();
        best = vote.getKey();
      }
    }
    Candidate elected = first.get(best);
    if (elected == null) {
      return Optional.empty();
    }
    Candidate written = isName(profile) ? Letters.respelled(elected, attempts, languages) : elected;
    return Optional.of(new Elected(written, Math.min(1, most / all)));
  }

  /// A spelling is evidence for a name, not one itself while others stand; nor is half a name
  /// while whole ones do.
  private static List<Candidate> standing(
      FieldProfile profile, List<Candidate> candidates, List<Heard> attempts) {
    List<Candidate> standing =
        candidates.stream()
            .filter(c -> c.source() == Source.ASKED || c.source() == Source.LABELLED)
            .toList();
    if (!isName(profile)) {
      return standing;
    }
    List<Candidate> said =
        standing.stream()
            .filter(c -> attempts.stream().noneMatch(a -> a.seq() == c.turn() && a.spelling()))
            .toList();
    said = said.isEmpty() ? standing : said;
    List<Candidate> whole = said.stream().filter(c -> c.said().strip().contains(" ")).toList();
    List<Candidate> wholeNames =
        whole.stream().filter(c -> ValueWire.wire(c.value()).toString().contains(" ")).toList();
    return wholeNames.isEmpty() ? said : wholeNames;
  }

  private static boolean isName(FieldProfile profile) {
    return profile.type() == FieldType.PERSON_NAME || profile.type() == FieldType.COMPANY_NAME;
  }

  private static double weight(Candidate candidate) {
    return candidate.certainty() / (1 + RANK_DISCOUNT * candidate.rank());
  }

  private static String key(Value value) {
    return value instanceof Value.Text text
        ? Fold.fold(text.text())
        : ValueWire.wire(value).toString();
  }

  private static void favour(
      FieldProfile profile, Map<String, Double> votes, List<String> letters) {
    for (Map.Entry<String, Double> vote : votes.entrySet()) {
      double likeness =
          letters.stream()
              .mapToDouble(
                  heard ->
                      isName(profile)
                          ? Letters.likeness(vote.getKey(), heard)
                          : Letters.prefix(vote.getKey(), heard))
              .max()
              .orElse(0);
      vote.setValue(vote.getValue() * Math.exp(SPELLED_WEIGHT * likeness));
    }
  }
}
