package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.evidence.Grounding.Grade;
import dev.parley.extraction.Candidate.Source;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadField;
import dev.parley.value.Parsed;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which of a field's candidates holds: the last word counts, unless it was said in passing and an
/// answer stands.
final class Decision {
  private final FieldProfile profile;
  private final Dialogue dialogue;
  private final List<String> languages;

  Decision(FieldProfile profile, Dialogue dialogue, List<String> languages) {
    this.profile = profile;
    this.dialogue = dialogue;
    this.languages = languages;
  }

  LeadField decide(List<Candidate> candidates) {
    List<Heard> attempts =
        dialogue.heard().stream().filter(turn -> turn.asked().contains(profile)).toList();
    double share = 1;
    Candidate chosen = null;
    if (attempts.size() > 1
        && candidates.stream().noneMatch(Candidate::correction)
        && profile.type() != FieldType.CHOICE) {
      Optional<Attempts.Elected> elected = Attempts.elect(profile, candidates, attempts, languages);
      chosen = elected.map(Attempts.Elected::candidate).orElse(null);
      share = elected.map(Attempts.Elected::share).orElse(1.0);
    }
    chosen = chosen == null ? last(candidates) : overruled(chosen, candidates);
    if (chosen == null) {
      return LeadField.empty(unfilled(attempts));
    }
    Optional<NameParts.Joined> joined =
        NameParts.of(profile, chosen, candidates, dialogue.heard(), languages);
    return joined.isPresent()
        ? filled(joined.get().chosen(), 1, joined.get().evidence())
        : filled(chosen, share, List.of(new Evidence(chosen.turn(), chosen.said())));
  }

  private @Nullable Candidate last(List<Candidate> candidates) {
    Candidate current = null;
    for (Candidate read : candidates) {
      Candidate candidate = current == null ? read : BareDays.inMonthOf(current, read, profile);
      if (candidate.rank() > 0 && candidates.stream().anyMatch(c -> c.rank() == 0)) {
        continue;
      }
      current = current == null ? candidate : later(current, candidate);
    }
    return current;
  }

  /// An agreement after the attempts has the last word.
  private Candidate overruled(Candidate elected, List<Candidate> candidates) {
    Candidate current = elected;
    for (Candidate candidate : candidates) {
      if (candidate.turn() > elected.turn() && candidate.source() == Source.AGREED) {
        current = candidate;
      }
    }
    return current;
  }

  private Candidate later(Candidate current, Candidate next) {
    if (current.value().equals(next.value())) {
      boolean stronger = strength(next) > strength(current);
      return stronger ? next : current;
    }
    if (profile.type() == FieldType.ADDRESS && numbered(current) && !numbered(next)) {
      return current;
    }
    boolean choice = profile.type() == FieldType.CHOICE;
    boolean corrects = next.correction() && next.source() != Source.GUESSED;
    boolean guessAgain = next.source() == Source.GUESSED && current.source() == Source.GUESSED;
    boolean name = profile.type() == FieldType.PERSON_NAME;
    if (guessAgain && name) {
      return current.certainty() >= next.certainty() ? current : next;
    }
    boolean replaces =
        strength(next) >= strength(current)
            || corrects
            || (choice && next.source() != Source.GUESSED);
    return replaces ? next : current;
  }

  /// A second line of an address is no new address.
  private static boolean numbered(Candidate candidate) {
    return candidate.said().chars().anyMatch(Character::isDigit);
  }

  private static int strength(Candidate candidate) {
    return switch (candidate.source()) {
      case GUESSED -> 0;
      case MENTIONED -> 1;
      case LABELLED -> 2;
      case ASKED, AGREED -> 3;
    };
  }

  private LeadField filled(Candidate chosen, double share, List<Evidence> said) {
    List<Evidence> evidence = new ArrayList<>();
    chosen.proposal().ifPresent(evidence::add);
    evidence.addAll(said);
    FieldStatus status =
        switch (chosen.source()) {
          case AGREED -> FieldStatus.CONFIRMED;
          case ASKED, LABELLED -> FieldStatus.ANSWERED;
          case MENTIONED, GUESSED -> FieldStatus.INFERRED;
        };
    double confidence =
        Confidence.of(
            profile.type(),
            chosen.source(),
            chosen.certainty(),
            Grade.EXACT,
            share,
            dialogue.speech(said));
    for (Heard turn : dialogue.heard()) {
      Optional<Evidence> readBack = Agreements.readBack(profile, dialogue.profiles(), chosen, turn);
      if (readBack.isPresent() && chosen.proposal().isEmpty()) {
        evidence.add(readBack.get());
        status = FieldStatus.CONFIRMED;
        confidence = Confidence.confirmed(confidence);
        break;
      }
    }
    return new LeadField(
        status, Optional.of(chosen.value()), Optional.of(said(chosen)), confidence, evidence);
  }

  private static String said(Candidate chosen) {
    return chosen.proposal().map(Evidence::quote).orElse(chosen.said());
  }

  private FieldStatus unfilled(List<Heard> attempts) {
    boolean invalid = false;
    for (Heard attempt : attempts) {
      if (Labels.anywhere(Labels.REFUSAL, attempt.tokens(), languages) || declined(attempt)) {
        return FieldStatus.REFUSED;
      }
      invalid |=
          ValueReader.answer(profile.type(), attempt.text(), profile.context())
              instanceof Parsed.Invalid;
    }
    if (invalid) {
      return FieldStatus.INVALID;
    }
    return dialogue.wasAsked(profile) ? FieldStatus.UNANSWERED : FieldStatus.NOT_ASKED;
  }

  /// A plain "no" to the only question asked.
  private boolean declined(Heard attempt) {
    return profile.type() != FieldType.YES_NO
        && attempt.asked().size() == 1
        && ValueReader.mentions(FieldType.YES_NO, attempt.text(), profile.context()).stream()
            .anyMatch(found -> found.value().equals(new Value.YesNo(false)));
  }
}
