package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.extraction.Heard.AgentTurn;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import dev.parley.value.Fold;
import dev.parley.value.Tokens;
import dev.parley.value.ValueReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// A transcript as a sequence of contact turns, each with what it answers.
final class Dialogue {
  private static final int RELATIVE_WORDS_MAX = 12;
  private final ExtractionRequest request;
  private final List<FieldProfile> profiles;
  private final LabelIndex labels;
  private final List<String> languages;
  private final List<Heard> heard = new ArrayList<>();
  private final Set<FieldProfile> everAsked = new LinkedHashSet<>();

  /// A recogniser may write no question mark at all: then whatever the agent says may ask.
  private final boolean marked;

  Dialogue(ExtractionRequest request, List<FieldProfile> profiles, LabelIndex labels) {
    this.request = request;
    this.profiles = profiles;
    this.labels = labels;
    Set<String> all = new LinkedHashSet<>(request.context().languages());
    all.add("en");
    this.languages = List.copyOf(all);
    this.marked = marked(request.transcript().turns());
    read();
  }

  List<Heard> heard() {
    return heard;
  }

  /// How surely the turns of these quotes were heard.
  OptionalDouble speech(List<Evidence> quotes) {
    return request.transcript().confidence(quotes.stream().map(Evidence::turn).toList());
  }

  List<FieldProfile> profiles() {
    return profiles;
  }

  boolean wasAsked(FieldProfile profile) {
    return everAsked.contains(profile);
  }

  /// Whether nobody but the contact is in the transcript.
  boolean oneSided() {
    return request.transcript().turns().stream().allMatch(t -> t.from() == Speaker.CONTACT);
  }

  private static boolean marked(List<Turn> turns) {
    List<Turn> agent = turns.stream().filter(t -> t.from() != Speaker.CONTACT).toList();
    return agent.size() < 2 || agent.stream().anyMatch(turn -> turn.text().indexOf('?') >= 0);
  }

  private void read() {
    List<AgentTurn> since = new ArrayList<>();
    Set<FieldProfile> asked = new LinkedHashSet<>();
    boolean spelling = false;
    boolean contactSpoke = true;
    Map<Integer, Tokens> unclaimed = new LinkedHashMap<>();
    for (Turn turn : request.transcript().turns()) {
      if (turn.from() != Speaker.CONTACT) {
        if (contactSpoke) {
          since = new ArrayList<>();
          contactSpoke = false;
        }
        Tokens tokens = Tokens.of(turn.text());
        boolean request = isRequest(tokens) || !priced(turn.text()).isEmpty();
        AgentTurn agentTurn = new AgentTurn(turn.seq(), turn.text(), request);
        since.add(agentTurn);
        Set<FieldProfile> now = agentTurn.question() ? asked(tokens, turn.text()) : Set.of();
        if (!now.isEmpty()) {
          // A new question closes the ones before it, unless nobody has answered yet.
          asked = since.size() > 1 ? union(asked, now) : new LinkedHashSet<>(now);
          spelling = Labels.anywhere(Labels.SPELL, tokens, languages);
          everAsked.addAll(now);
        } else if (turn.text().indexOf('?') >= 0 || (!marked && !again(tokens))) {
          asked = new LinkedHashSet<>();
          unclaimed.put(heard.size(), tokens);
        } else if (since.size() == 1 && !again(tokens)) {
          // What follows a statement is no free text, yes or no that was asked for before it.
          asked = new LinkedHashSet<>(asked);
          asked.removeIf(
              field ->
                  (field.type() == FieldType.TEXT && !field.code())
                      || field.type() == FieldType.YES_NO);
        }
      } else {
        contactSpoke = true;
        heard.add(heard(turn, asked, since, spelling));
      }
    }
    lonely(unclaimed);
  }

  /// Where one yes-or-no field was never asked for by name, in the words of another language, and
  /// one such question is nobody's, they belong together.
  private void lonely(Map<Integer, Tokens> unclaimed) {
    List<FieldProfile> open =
        profiles.stream()
            .filter(profile -> profile.type() == FieldType.YES_NO && !everAsked.contains(profile))
            .filter(profile -> profile.concepts().isEmpty())
            .toList();
    if (open.size() != 1 || request.context().languages().getFirst().equals("en")) {
      return;
    }
    Questions questions = new Questions(profiles, languages);
    List<String> own = request.context().languages();
    List<Integer> polar =
        unclaimed.entrySet().stream()
            .filter(entry -> entry.getKey() < heard.size())
            .filter(entry -> questions.polar(entry.getValue(), open.getFirst()))
            .filter(entry -> Concepts.in(entry.getValue(), own).isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (polar.size() == 1) {
      int at = polar.getFirst();
      heard.set(at, heard.get(at).withAsked(Set.copyOf(open)));
      everAsked.addAll(open);
    }
  }

  private static Set<FieldProfile> union(Set<FieldProfile> a, Set<FieldProfile> b) {
    Set<FieldProfile> union = new LinkedHashSet<>(a);
    union.addAll(b);
    return union;
  }

  private Heard heard(Turn turn, Set<FieldProfile> asked, List<AgentTurn> since, boolean spelling) {
    List<String> alternatives =
        request.alternatives().getOrDefault(turn.seq(), List.of()).stream()
            .filter(alternative -> !alternative.equals(turn.text()))
            .toList();
    return new Heard(
        turn.seq(),
        turn.text(),
        Tokens.of(turn.text()),
        alternatives,
        new LinkedHashSet<>(asked),
        List.copyOf(since),
        spelling,
        heard.size());
  }

  private boolean isRequest(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isSign(i, '?')) {
        return true;
      }
    }
    return !marked || Labels.anywhere(Labels.REQUEST, tokens, languages) || tokens.words() <= 2;
  }

  private boolean again(Tokens tokens) {
    return Labels.anywhere(Labels.AGAIN, tokens, languages);
  }

  private Set<FieldProfile> asked(Tokens tokens, String text) {
    Set<FieldProfile> asked = asAsked(profiles, text);
    if (asked.isEmpty()) {
      asked.addAll(priced(text));
    }
    if (!asked.isEmpty()) {
      return asked;
    }
    boolean named = Labels.anywhere(Labels.THIRD, tokens, languages);
    boolean third = named || ofRelative(tokens);
    for (LabelIndex.Hit hit : labels.in(tokens)) {
      asked.addAll(whose(closest(hit.fields(), tokens), tokens, third));
    }
    if (named) {
      asked.addAll(whose(profiles.stream().filter(Dialogue::isPerson).toList(), tokens, true));
    }
    if (!asked.isEmpty() && asked.stream().allMatch(Dialogue::isContact)) {
      // "When can we call you?" and "May we call you?" are about no number.
      Questions questions = new Questions(profiles, languages);
      questions.about(tokens).stream()
          .filter(p -> !p.field().options().isEmpty() || p.type() != FieldType.TEXT)
          .forEach(asked::add);
    }
    profiles.stream().filter(profile -> listed(profile, text)).forEach(asked::add);
    if (asked.stream().anyMatch(p -> Periods.handles(p.type())) && asksWhen(tokens)) {
      // "When's the move?" asks for no budget of it.
      asked.removeIf(p -> p.type() == FieldType.MONEY || p.type() == FieldType.NUMBER);
    }
    if (asked.isEmpty()) {
      asked.addAll(new Questions(profiles, languages).about(tokens));
    }
    if (asked.isEmpty()) {
      profiles.stream()
          .filter(profile -> onlyOfItsType(profile, tokens) && byType(profile, tokens))
          .forEach(asked::add);
    }
    if (asked.isEmpty() && text.indexOf('?') >= 0) {
      asked.addAll(proposed(text));
    }
    return asked;
  }

  /// "Shall we say Thursday at ten?" asks for the one day, and the one hour, nobody asked for yet.
  private Set<FieldProfile> proposed(String text) {
    Set<FieldProfile> proposed = new LinkedHashSet<>();
    for (FieldType type : List.of(FieldType.DATE, FieldType.DATE_TIME)) {
      List<FieldProfile> ahead =
          profiles.stream().filter(p -> p.type() == type && !p.context().lookingBack()).toList();
      List<FieldProfile> fresh = ahead.stream().filter(p -> !everAsked.contains(p)).toList();
      List<FieldProfile> open = fresh.isEmpty() ? ahead : fresh;
      if (open.size() == 1
          && !ValueReader.mentions(type, text, open.getFirst().context()).isEmpty()) {
        proposed.add(open.getFirst());
      }
    }
    return proposed;
  }

  /// "The visit is 89 dollars. OK for you?" asks whether they accept it.
  private List<FieldProfile> priced(String text) {
    List<FieldProfile> accepting =
        profiles.stream()
            .filter(p -> p.type() == FieldType.YES_NO && p.concepts().contains("accept"))
            .toList();
    boolean asks =
        text.indexOf('?') >= 0 || Labels.anywhere(Labels.OFFER, Tokens.of(text), languages);
    boolean open = Labels.anywhere(Labels.OPEN, Tokens.of(text), languages);
    return accepting.size() == 1
            && asks
            && !open
            && !ValueReader.mentions(FieldType.MONEY, text, accepting.getFirst().context())
                .isEmpty()
        ? accepting
        : List.of();
  }

  /// "My daughter wants to learn." – "What is the name?": whose was just spoken of, unless the
  /// question turns to who speaks.
  private boolean ofRelative(Tokens tokens) {
    return !heard.isEmpty()
        && heard.getLast().tokens().words() <= RELATIVE_WORDS_MAX
        && tokens.words() <= RELATIVE_WORDS_MAX
        && ValueReader.describesRelative(heard.getLast().text(), languages)
        && !Labels.anywhere(Labels.YOURS, tokens, languages);
  }

  private static boolean isPerson(FieldProfile profile) {
    return profile.type() == FieldType.PERSON_NAME;
  }

  /// "And your name?" asks for who is on the line, "what's her name?" for somebody else; and "are
  /// you a patient with us?" for no name at all.
  private List<FieldProfile> whose(List<FieldProfile> fields, Tokens tokens, boolean third) {
    if (fields.isEmpty() || !fields.stream().allMatch(Dialogue::isPerson)) {
      return fields;
    }
    List<FieldProfile> others = fields.stream().filter(f -> !isSelf(f)).toList();
    if (third) {
      return others;
    }
    boolean named =
        Labels.anywhere(Labels.typed(FieldType.PERSON_NAME), tokens, languages)
            || Labels.anywhere(Labels.OPEN, tokens, languages)
            || tokens.words() <= 2;
    if (!named) {
      return List.of();
    }
    List<FieldProfile> self = fields.stream().filter(this::isSelf).toList();
    return self.isEmpty() || others.isEmpty() ? fields : self;
  }

  private boolean isSelf(FieldProfile profile) {
    return Labels.anywhere(Labels.SELF, Tokens.of(profile.field().description()), languages);
  }

  /// The fields whose very question stands in the turn: then nothing else is asked in it, whatever
  /// words it shares with other fields.
  static Set<FieldProfile> asAsked(List<FieldProfile> profiles, String text) {
    String folded = Fold.fold(text);
    Set<FieldProfile> asked = new LinkedHashSet<>();
    for (FieldProfile profile : profiles) {
      if (profile.field().asked().stream().anyMatch(a -> isAsked(folded, a))) {
        asked.add(profile);
      }
    }
    return asked;
  }

  private boolean asksWhen(Tokens tokens) {
    return tokens.isWord(0, "when's")
        || (Labels.anywhere(Labels.typed(FieldType.DATE_TIME), tokens, languages)
            && !Labels.anywhere(Labels.typed(FieldType.MONEY), tokens, languages)
            && !Labels.anywhere(Labels.typed(FieldType.NUMBER), tokens, languages));
  }

  /// "Basic, Plus or Premium?" asks for the choice among them.
  private static boolean listed(FieldProfile profile, String text) {
    return profile.type() == FieldType.CHOICE
        && text.indexOf('?') >= 0
        && Listing.of(profile, text).size() > 1;
  }

  private static boolean isContact(FieldProfile profile) {
    return profile.type() == FieldType.PHONE || profile.type() == FieldType.EMAIL;
  }

  private static boolean isAsked(String foldedText, String ask) {
    String folded = Fold.fold(ask).strip();
    return folded.length() > 3 && foldedText.contains(folded);
  }

  /// Among fields with the same label, those whose description has most words of the question.
  private static List<FieldProfile> closest(List<FieldProfile> fields, Tokens tokens) {
    if (fields.size() < 2) {
      return fields;
    }
    long best = fields.stream().mapToLong(field -> overlap(field, tokens)).max().orElse(0);
    if (best == 0 && fields.stream().allMatch(f -> f.type() == FieldType.PERSON_NAME)) {
      // "And your name?" asks for the contact's own, not for the recipient's or the student's.
      int least = fields.stream().mapToInt(Dialogue::others).min().orElse(0);
      return fields.stream().filter(field -> others(field) == least).toList();
    }
    return fields.stream().filter(field -> overlap(field, tokens) == best).toList();
  }

  /// How much a field says about whose name it wants, beside the contact's.
  private static int others(FieldProfile profile) {
    Set<String> words = new LinkedHashSet<>(Labels.content(profile.field().description()));
    words.remove(profile.id());
    return words.size();
  }

  private static long overlap(FieldProfile profile, Tokens tokens) {
    long overlap = 0;
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).folded();
      String owner = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
      overlap += profile.content().contains(owner) ? 1 : 0;
    }
    return overlap;
  }

  /// Among those that look back where the question does, and ahead where it does not.
  private boolean onlyOfItsType(FieldProfile profile, Tokens tokens) {
    List<FieldProfile> same =
        profiles.stream().filter(other -> other.type() == profile.type()).toList();
    if (same.size() == 1) {
      return true;
    }
    boolean past = Labels.anywhere(Labels.PAST, tokens, languages);
    List<FieldProfile> fit =
        same.stream()
            .filter(f -> Periods.handles(f.type()) && f.context().lookingBack() == past)
            .filter(f -> !f.birth())
            .toList();
    List<FieldProfile> fresh = fit.stream().filter(f -> !everAsked.contains(f)).toList();
    List<FieldProfile> left = fit.size() > 1 ? fresh : fit;
    return left.size() == 1 && left.getFirst().equals(profile);
  }

  private boolean byType(FieldProfile profile, Tokens tokens) {
    boolean typed =
        switch (profile.type()) {
          case DATE, DATE_TIME, MONEY, NUMBER -> true;
          default -> false;
        };
    if (!typed || (profile.birth() && profile.type() == FieldType.DATE)) {
      return false;
    }
    return Labels.anywhere(Labels.typed(profile.type()), tokens, languages);
  }
}
