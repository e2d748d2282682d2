package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.extraction.FieldProfile.Role;
import dev.parley.value.Found;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Days and times said without their question: which end of a period they are, by the words before
/// them or as the two ends of "from … to …".
final class Periods {
  private static final int CUE_TOKENS = 5;
  private static final int JOINT_TOKENS_MAX = 3;

  private Periods() {}

  static Optional<Candidate> mentioned(
      FieldProfile profile, List<FieldProfile> all, Heard turn, List<String> languages) {
    if (profile.birth()) {
      return Optional.empty();
    }
    List<Found> found =
        ValueReader.mentions(profile.type(), turn.text(), profile.context()).stream()
            .filter(one -> !behind(profile, turn, one))
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<Integer> range = range(turn.tokens(), found, languages);
    Role role = effective(profile, all);
    if (role == Role.NONE) {
      return alone(profile, all, turn, found, range);
    }
    if (range.isEmpty() && bothEnds(profile, all, turn, found)) {
      return Optional.of(end(turn, found, 0, role == Role.START));
    }
    if (range.isPresent()) {
      return Optional.of(end(turn, found, range.get(), role == Role.START));
    }
    for (int i = found.size() - 1; i >= 0; i--) {
      if (cued(turn.tokens(), found, i, role, languages)) {
        return Optional.of(TurnReader.candidate(turn, found.get(i), 0, Source.MENTIONED, 0));
      }
    }
    return Optional.empty();
  }

  /// "From Thursday to Sunday", to a question for both ends at once.
  static Optional<Candidate> ofRange(FieldProfile profile, Heard turn, List<String> languages) {
    if (turn.asked().stream().filter(f -> f.type() == profile.type()).count() < 2) {
      return Optional.empty();
    }
    List<Found> found = ValueReader.mentions(profile.type(), turn.text(), profile.context());
    return range(turn.tokens(), found, languages)
        .map(first -> end(turn, found, first, profile.role() == Role.START));
  }

  /// "We land on 12 June and fly out on the 20th": two days in their order, where just the two ends
  /// of one period are wanted.
  private static boolean bothEnds(
      FieldProfile profile, List<FieldProfile> all, Heard turn, List<Found> found) {
    List<FieldProfile> same =
        all.stream().filter(f -> f.type() == profile.type() && !f.birth()).toList();
    boolean period =
        same.size() == 2
            && same.stream().anyMatch(f -> effective(f, all) == Role.START)
            && same.stream().anyMatch(f -> effective(f, all) == Role.END);
    return period
        && found.size() == 2
        && !Retractions.before(turn, found.get(1).start())
        && found.get(0).value() instanceof Value.Date(LocalDate first)
        && found.get(1).value() instanceof Value.Date(LocalDate second)
        && first.isBefore(second);
  }

  /// "No hot water since yesterday" is not when somebody shall come.
  private static boolean behind(FieldProfile profile, Heard turn, Found found) {
    return found.value() instanceof Value.Date(LocalDate date)
        && date.isBefore(profile.context().now().toLocalDate())
        && !profile.context().lookingBack()
        && !profile.anyone()
        && said(turn, found).chars().noneMatch(Character::isDigit);
  }

  /// One end of a period. A bare day that has its month from the other end is quoted with it.
  private static Candidate end(Heard turn, List<Found> found, int first, boolean start) {
    Found own = found.get(start ? first : first + 1);
    Found other = found.get(start ? first + 1 : first);
    boolean lent = BareDays.isBare(said(turn, own)) && !BareDays.isBare(said(turn, other));
    Found quoted =
        lent
            ? new Found(
                own.value(),
                Math.min(own.start(), other.start()),
                Math.max(own.end(), other.end()),
                own.certainty())
            : own;
    return TurnReader.candidate(turn, quoted, 0, Source.LABELLED, 0);
  }

  private static String said(Heard turn, Found found) {
    return turn.text().substring(found.start(), found.end());
  }

  /// "Departure" ends a stay, and begins a trip that has a return.
  private static Role effective(FieldProfile profile, List<FieldProfile> all) {
    List<FieldProfile> ends =
        all.stream().filter(f -> f.type() == profile.type() && f.role() == Role.END).toList();
    boolean starts =
        all.stream().anyMatch(f -> f.type() == profile.type() && f.role() == Role.START);
    if (ends.size() == 1 && !starts && profile.role() == Role.END) {
      return Role.NONE;
    }
    boolean outbound = ends.size() == 2 && !starts && profile.content().contains("departure");
    return outbound ? Role.START : profile.role();
  }

  private static Optional<Candidate> alone(
      FieldProfile profile,
      List<FieldProfile> all,
      Heard turn,
      List<Found> found,
      Optional<Integer> range) {
    boolean back = profile.context().lookingBack();
    long sameType =
        all.stream()
            .filter(f -> f.type() == profile.type() && !f.birth())
            .filter(f -> f.context().lookingBack() == back)
            .count();
    boolean otherwiseAsked =
        !turn.asked().isEmpty()
            && !turn.asked().contains(profile)
            && turn.asked().stream().anyMatch(field -> field.type() == profile.type());
    if (sameType > 1 || otherwiseAsked || range.isPresent()) {
      return Optional.empty();
    }
    Found chosen = found.getFirst();
    for (Found later : found) {
      chosen = Retractions.before(turn, later.start()) ? later : chosen;
    }
    return Optional.of(TurnReader.candidate(turn, chosen, 0, Source.MENTIONED, 0));
  }

  /// The index of the first of two mentions that are joined to a period; the last such.
  private static Optional<Integer> range(Tokens tokens, List<Found> found, List<String> languages) {
    for (int i = found.size() - 2; i >= 0; i--) {
      int from = tokens.from(found.get(i).end());
      int to = tokens.from(found.get(i + 1).start());
      if (to - from >= 1
          && to - from <= JOINT_TOKENS_MAX
          && joint(tokens, from, languages)
          && !(and(tokens, from) && !opened(tokens, found.get(i)))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /// "tomorrow and Friday" are two days; "between tomorrow and Friday" is a period.
  private static boolean and(Tokens tokens, int i) {
    return switch (tokens.get(i).folded()) {
      case "and", "und", "et", "y", "e" -> true;
      default -> false;
    };
  }

  private static boolean opened(Tokens tokens, Found first) {
    int at = tokens.from(first.start());
    for (int i = Math.max(0, at - 3); i < at; i++) {
      switch (tokens.get(i).folded()) {
        case "between", "entre", "zwischen", "tra", "fra", "from", "desde", "von", "de", "dal" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private static boolean joint(Tokens tokens, int i, List<String> languages) {
    return tokens.isSign(i, '-')
        || tokens.isWord(i, "and")
        || tokens.isWord(i, "thru")
        || Labels.anywhere(Labels.END, tokens, i, i + 1, languages)
        || switch (tokens.get(i).folded()) {
          case "a", "ate", "al", "au", "und", "et", "y", "e", "hasta" -> true;
          default -> false;
        };
  }

  private static boolean cued(
      Tokens tokens, List<Found> found, int i, Role role, List<String> languages) {
    int to = tokens.from(found.get(i).start());
    int from = Math.max(0, to - CUE_TOKENS);
    from = i == 0 ? from : Math.max(from, tokens.from(found.get(i - 1).end()));
    boolean start = Labels.anywhere(Labels.START, tokens, from, to, languages);
    boolean end = Labels.anywhere(Labels.END, tokens, from, to, languages);
    return start != end && start == (role == Role.START);
  }

  static boolean handles(FieldType type) {
    return type == FieldType.DATE || type == FieldType.DATE_TIME;
  }
}
