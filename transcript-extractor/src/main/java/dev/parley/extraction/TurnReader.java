package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import dev.parley.value.Fold;
import dev.parley.value.Found;
import dev.parley.value.Parsed;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads one contact turn for one field: as the answer to its question, by its name, or as a
/// mention.
final class TurnReader {
  private static final int OWNER_TOKENS = 4;
  private static final double PHONE_CERTAIN = 0.9;
  private static final Set<String> PRONOUNS =
      Set.of("she", "he", "she's", "he's", "her", "him", "ella", "ela", "ele", "elle");
  private final LabelIndex labels;
  private final List<String> languages;

  TurnReader(LabelIndex labels, List<String> languages) {
    this.labels = labels;
    this.languages = languages;
  }

  List<Candidate> read(FieldProfile profile, Heard turn) {
    List<Candidate> found = new ArrayList<>();
    boolean asked = turn.asked().contains(profile);
    labelled(profile, turn).ifPresent(found::add);
    if (asked && found.isEmpty()) {
      asked(profile, turn).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      found.addAll(mentioned(profile, turn));
    }
    if (found.isEmpty() && profile.type() == FieldType.POSTAL_CODE) {
      codeOfAddress(profile, turn).ifPresent(found::add);
    }
    if (profile.type() == FieldType.PERSON_NAME && !profile.anyone()) {
      others(profile, turn, found);
    }
    if (asked) {
      alternatives(profile, turn, found);
    }
    found.removeIf(one -> anothers(profile, turn, one));
    return found;
  }

  /// "I don't give it out. My neighbour gave hers, …": who refuses their own tells of another's.
  private boolean anothers(FieldProfile profile, Heard turn, Candidate candidate) {
    boolean contact = profile.type() == FieldType.EMAIL || profile.type() == FieldType.PHONE;
    int at = turn.tokens().from(candidate.start());
    if (contact && candidate.rank() == 0 && !turn.asked().contains(profile) && of(turn, at)) {
      return true;
    }
    return contact
        && candidate.rank() == 0
        && Labels.anywhere(Labels.REFUSAL, turn.tokens(), 0, at, languages)
        && Labels.anywhere(Labels.THEIRS, turn.tokens(), 0, at, languages);
  }

  /// "My brother's number is …": whose it is stands right before it.
  private boolean of(Heard turn, int at) {
    for (int i = Math.max(0, at - OWNER_TOKENS); i < at; i++) {
      String word = turn.tokens().get(i).folded();
      String owner = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
      Tokens alone = Tokens.of(owner);
      if (PRONOUNS.contains(word)
          || Labels.anywhere(Labels.THEIRS, alone, languages)
          || ValueReader.describesRelative(owner, languages)) {
        return true;
      }
    }
    return false;
  }

  /// "I'm calling for my son Tom" names the child, and nobody else.
  private static void others(FieldProfile profile, Heard turn, List<Candidate> found) {
    List<Candidate> relatives =
        ValueReader.relatives(turn.text(), profile.context()).stream()
            .map(name -> candidate(turn, name, 0, Source.LABELLED, 0))
            .toList();
    if (relatives.isEmpty()) {
      return;
    }
    if (aboutPatient(profile)) {
      // "For my dad, Walter": whoever is treated may well be somebody else than who calls.
      found.addAll(found.isEmpty() && turn.asked().isEmpty() ? relatives : List.of());
      return;
    }
    if (askedForAnother(profile, turn)) {
      found.addAll(found.isEmpty() ? relatives : List.of());
      return;
    }
    List<Candidate> self = relatives.stream().filter(one -> speaks(turn, one)).toList();
    if (!self.isEmpty() && !profile.relative()) {
      found.clear();
      found.addAll(self);
      return;
    }
    found.removeIf(one -> relatives.stream().anyMatch(one::overlaps));
    if (profile.relative()) {
      found.clear();
      found.addAll(relatives);
    }
  }

  /// "This is his wife, Carmen": it is she who speaks.
  private static boolean speaks(Heard turn, Candidate relative) {
    return SPEAKS.matcher(Fold.fold(turn.text().substring(0, relative.start()))).find();
  }

  private static final Pattern SPEAKS =
      Pattern.compile(
          "\\b(?:this is|i'm|im|i am|soy|sou|aqui e|ich bin|hier ist|je suis|c'est|ici|sono)"
              + "\\s+\\p{L}+\\s+\\p{L}+,?\\s*$");

  /// "Who'll be the driver?" may well be answered with a daughter's name.
  private static boolean askedForAnother(FieldProfile profile, Heard turn) {
    if (!turn.asked().contains(profile) || turn.agent().isEmpty()) {
      return false;
    }
    Set<String> content = Labels.content(profile.field().description());
    return Labels.content(turn.agent().getLast().text()).stream().anyMatch(content::contains);
  }

  private static boolean aboutPatient(FieldProfile profile) {
    String description = Fold.fold(profile.field().description());
    return description.contains("patient") || description.contains("paciente");
  }

  private static Optional<Candidate> codeOfAddress(FieldProfile profile, Heard turn) {
    boolean asked = turn.asked().stream().anyMatch(f -> f.type() == FieldType.ADDRESS);
    List<Found> addresses = ValueReader.mentions(FieldType.ADDRESS, turn.text(), profile.context());
    int from = addresses.isEmpty() ? 0 : addresses.getLast().start();
    return asked || !addresses.isEmpty()
        ? ValueReader.postalCodeIn(turn.text().substring(from), profile.context())
            .map(found -> candidate(turn, found, from, Source.LABELLED, 0))
        : Optional.empty();
  }

  private Optional<Candidate> asked(FieldProfile profile, Heard turn) {
    if (profile.type() == FieldType.TEXT) {
      return TextAnswers.asked(profile, turn, labels, languages);
    }
    if (Periods.handles(profile.type()) && profile.role() != FieldProfile.Role.NONE) {
      Optional<Candidate> end = Periods.ofRange(profile, turn, languages);
      if (end.isPresent()) {
        return end;
      }
    }
    boolean counters = Periods.handles(profile.type()) || profile.type() == FieldType.CHOICE;
    if (asksBack(turn) && turn.asked().size() == 1 && !counters) {
      return Optional.empty();
    }
    Optional<Candidate> read =
        answer(profile, turn, turn.text(), 0, Source.ASKED, 0)
            .map(given -> Opposites.turned(profile, turn, given, languages));
    if (read.isPresent() && partOfPhone(profile, turn, read.get())) {
      return Optional.empty();
    }
    if (read.isEmpty() && profile.type() == FieldType.YES_NO) {
      return Instances.of(profile, turn, languages);
    }
    return profile.type() == FieldType.CHOICE && read.filter(TurnReader::named).isEmpty()
        ? amongListed(profile, turn).or(() -> read).or(() -> Alternatives.chosen(profile, turn))
        : read;
  }

  /// The first digits of a telephone number, whoever's it is, are no amount.
  private static boolean partOfPhone(FieldProfile profile, Heard turn, Candidate read) {
    boolean amount = profile.type() == FieldType.MONEY || profile.type() == FieldType.NUMBER;
    return amount
        && ValueReader.mentions(FieldType.PHONE, turn.text(), profile.context()).stream()
            .filter(phone -> phone.certainty() > PHONE_CERTAIN)
            .anyMatch(phone -> phone.start() <= read.start() && read.end() <= phone.end());
  }

  /// Whether an option was called by its name and not by its place in a row.
  private static boolean named(Candidate candidate) {
    return candidate.certainty() > 0.85;
  }

  /// The answer as one of the options the agent has just named.
  private static Optional<Candidate> amongListed(FieldProfile profile, Heard turn) {
    if (turn.agent().isEmpty()) {
      return Optional.empty();
    }
    var listed = Listing.of(profile, turn.agent().getLast().text());
    return listed.size() < 2
        ? Optional.empty()
        : ValueReader.answer(FieldType.CHOICE, turn.text(), profile.context().withOptions(listed))
            .value()
            .map(found -> candidate(turn, found, 0, Source.ASKED, 0));
  }

  /// "why do you need it?" is no answer.
  private static boolean asksBack(Heard turn) {
    String text = turn.text().strip();
    return text.endsWith("?")
        && turn.tokens().words() > 3
        && text.indexOf('?') == text.length() - 1
        && text.indexOf('.') < 0;
  }

  private void alternatives(FieldProfile profile, Heard turn, List<Candidate> found) {
    int rank = 1;
    for (String alternative : turn.alternatives()) {
      Parsed parsed = ValueReader.answer(profile.type(), alternative, profile.context());
      if (parsed instanceof Parsed.Valid(Found value)) {
        found.add(
            new Candidate(
                value.value(),
                turn.seq(),
                0,
                turn.text().length(),
                turn.text(),
                rank,
                value.certainty(),
                Source.ASKED,
                false,
                Optional.empty()));
      }
      rank++;
    }
  }

  /// What follows the field's name in the contact's own words, up to the next name or sentence.
  private Optional<Candidate> labelled(FieldProfile profile, Heard turn) {
    Tokens tokens = turn.tokens();
    List<LabelIndex.Hit> hits = labels.in(tokens);
    for (int h = hits.size() - 1; h >= 0; h--) {
      LabelIndex.Hit hit = hits.get(h);
      if (!hit.fields().contains(profile)) {
        continue;
      }
      int next = h + 1 < hits.size() ? hits.get(h + 1).start() : tokens.size();
      Segment segment = Segment.after(tokens, hit.end(), next);
      Optional<Candidate> read =
          segment.isEmpty() ? Optional.empty() : inSegment(profile, turn, segment, hits.size());
      if (read.isPresent()) {
        return read;
      }
    }
    return Optional.empty();
  }

  private Optional<Candidate> inSegment(
      FieldProfile profile, Heard turn, Segment segment, int labelsInTurn) {
    return switch (profile.type()) {
      case TEXT -> TextAnswers.labelled(profile, turn, segment, labelsInTurn, languages);
      case EMAIL, PHONE, ADDRESS, POSTAL_CODE, URL ->
          answer(profile, turn, segment.text(turn.text()), segment.start(), Source.LABELLED, 0);
      case MONEY, DATE, DATE_TIME, NUMBER ->
          segment.linked()
              ? answer(
                  profile, turn, segment.text(turn.text()), segment.start(), Source.LABELLED, 0)
              : Optional.empty();
      case PERSON_NAME, COMPANY_NAME, CHOICE, YES_NO -> Optional.empty();
    };
  }

  static Optional<Candidate> answer(
      FieldProfile profile, Heard turn, String text, int offset, Source source, int rank) {
    Parsed parsed = ValueReader.answer(profile.type(), text, profile.context());
    return parsed.value().map(found -> candidate(turn, found, offset, source, rank));
  }

  private List<Candidate> mentioned(FieldProfile profile, Heard turn) {
    return switch (profile.type()) {
      case TEXT ->
          Places.handles(profile) && turn.asked().stream().noneMatch(Places::handles)
              ? Places.mentioned(profile, turn, languages).stream().toList()
              : List.of();
      case YES_NO -> Stated.of(profile, turn, languages).stream().toList();
      case NUMBER -> Counts.mentioned(profile, turn, languages);
      case DATE, DATE_TIME -> List.of();
      case PERSON_NAME -> PersonMentions.of(profile, turn, languages);
      case COMPANY_NAME -> companies(profile, turn);
      case MONEY -> Amounts.mentioned(profile, turn, languages);
      default ->
          ValueReader.mentions(profile.type(), turn.text(), profile.context()).stream()
              .filter(found -> belongs(profile, turn, found))
              .map(found -> candidate(turn, found, 0, mentionSource(profile), 0))
              .toList();
    };
  }

  private List<Candidate> companies(FieldProfile profile, Heard turn) {
    List<Candidate> introduced =
        ValueReader.mentions(profile.type(), turn.text(), profile.context()).stream()
            .map(found -> candidate(turn, found, 0, Source.LABELLED, 0))
            .toList();
    return introduced.isEmpty() && profile.anyone()
        ? CompanyMentions.of(turn, languages)
        : introduced;
  }

  private static Source mentionSource(FieldProfile profile) {
    return profile.type() == FieldType.CHOICE ? Source.MENTIONED : Source.LABELLED;
  }

  /// A number said to another question is no phone number; an option's word may name a field.
  private boolean belongs(FieldProfile profile, Heard turn, Found found) {
    if (profile.type() == FieldType.PHONE) {
      boolean other = !turn.asked().isEmpty() && !turn.asked().contains(profile);
      return !other || found.certainty() > 0.9;
    }
    if (profile.type() == FieldType.CHOICE) {
      boolean unasked = !turn.asked().contains(profile);
      String said = turn.text().substring(found.start(), found.end());
      if (answersAnother(profile, turn) || (unasked && ValueReader.generic(said, languages))) {
        return false;
      }
      int at = turn.tokens().from(found.start());
      return labels.in(turn.tokens()).stream()
          .noneMatch(
              hit -> hit.start() == at && hit.fields().stream().anyMatch(f -> !f.equals(profile)));
    }
    return true;
  }

  /// A word or two right after another question answer that question.
  private static boolean answersAnother(FieldProfile profile, Heard turn) {
    boolean questioned =
        !turn.agent().isEmpty() && turn.agent().getLast().text().strip().endsWith("?");
    boolean proposed =
        questioned
            && !ValueReader.mentions(
                    profile.type(), turn.agent().getLast().text(), profile.context())
                .isEmpty();
    return questioned
        && !proposed
        && turn.tokens().words() <= 2
        && !turn.asked().contains(profile)
        && turn.index() > 0;
  }

  static Candidate candidate(Heard turn, Found found, int offset, Source source, int rank) {
    int start = found.start() + offset;
    int end = found.end() + offset;
    boolean correction = Retractions.before(turn, start);
    return new Candidate(
        found.value(),
        turn.seq(),
        start,
        end,
        turn.text().substring(start, end),
        rank,
        found.certainty(),
        source,
        correction,
        Optional.empty());
  }

  static Candidate text(Heard turn, int start, int end, Source source, double certainty) {
    String said = turn.text().substring(start, end);
    return candidate(turn, new Found(new Value.Text(said), start, end, certainty), 0, source, 0);
  }
}
