package dev.parley.config.agent;

import dev.parley.config.agent.AgentDefinition.Bands;
import dev.parley.config.agent.AgentDefinition.Fact;
import dev.parley.config.agent.AgentDefinition.Greeting;
import dev.parley.config.agent.AgentDefinition.Handoff;
import dev.parley.config.agent.AgentDefinition.LeadFieldSpec;
import dev.parley.config.agent.AgentDefinition.Limits;
import dev.parley.config.agent.AgentDefinition.Objection;
import dev.parley.config.agent.AgentDefinition.Outreach;
import dev.parley.config.agent.AgentDefinition.Qualification;
import dev.parley.config.agent.AgentDefinition.ScoreRule;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the whole definition, top key by top key. Its result counts only without problems.
final class DefinitionParser {
  private static final Map<String, Objection.Then> THEN =
      Map.of(
          "resume", Objection.Then.RESUME,
          "handoff", Objection.Then.HANDOFF,
          "close", Objection.Then.CLOSE);

  private final Section root;
  private final List<String> languages;
  private final Wordings wordings;
  private final Conditions conditions;
  private final QuestionParser fields;

  DefinitionParser(Section root, Conditions conditions) {
    this.root = root;
    this.conditions = conditions;
    this.languages = languages(root);
    this.wordings = new Wordings(languages, root.problems());
    this.fields = new QuestionParser(wordings, conditions, new HashSet<>());
  }

  AgentDefinition parse() {
    AgentDefinition definition =
        new AgentDefinition(
            Ids.slug(root, "agent"),
            root.text("name", DefinitionLimits.NAME_CHARS_MAX),
            root.text("business", DefinitionLimits.NAME_CHARS_MAX),
            languages,
            region(),
            timeZone(),
            root.optionalText("persona", DefinitionLimits.PERSONA_CHARS_MAX).orElse(""),
            wordings.require(root, "disclosure"),
            greeting(),
            root.sections("questions", 1, DefinitionLimits.QUESTIONS_MAX).stream()
                .map(fields::question)
                .toList(),
            facts(),
            objections(),
            root.section("handoff").map(this::handoff),
            root.section("qualified").map(this::qualification),
            wordings.takeOrBuiltIn(root, "closing", BuiltInWords.CLOSING),
            leadFields(),
            score(),
            root.section("bands").map(DefinitionParser::bands).orElse(Bands.DEFAULT),
            root.section("limits").map(DefinitionParser::limits).orElse(Limits.DEFAULT),
            root.section("outreach").map(OutreachParser::outreach).orElse(Outreach.DEFAULT),
            root.section("follow_up").map(section -> OutreachParser.followUp(section, wordings)),
            root.section("call")
                .map(section -> CallParser.calls(section, wordings))
                .orElse(AgentDefinition.Calls.DEFAULT));
    root.done();
    return definition;
  }

  private static List<String> languages(Section root) {
    List<String> read = new ArrayList<>();
    List<String> given =
        root.texts("languages", 1, DefinitionLimits.LANGUAGES_MAX, DefinitionLimits.NAME_CHARS_MAX);
    for (int i = 0; i < given.size(); i++) {
      String tag = given.get(i);
      Optional<String> canonical = LanguageTags.canonical(tag);
      if (canonical.isEmpty() || !canonical.get().equals(tag)) {
        String hint = canonical.map("; write '%s'"::formatted).orElse("");
        badLanguage(root, i, "'%s' is no language tag%s".formatted(Paths.shown(tag), hint));
      } else if (read.contains(tag)) {
        badLanguage(root, i, "'%s' is there twice".formatted(tag));
      } else {
        read.add(tag);
      }
    }
    return read.size() == given.size() ? read : List.of();
  }

  private static void badLanguage(Section root, int index, String message) {
    root.problems()
        .add(
            Paths.item(root.path("languages"), index),
            DefinitionErrorCode.BAD_LANGUAGE,
            message,
            root.place("languages"));
  }

  private String region() {
    Optional<String> given = root.optionalText("region", DefinitionLimits.NAME_CHARS_MAX);
    if (given.isPresent() && !LanguageTags.isRegion(given.get())) {
      root.problem(
          "region", DefinitionErrorCode.BAD_REGION, "this is no ISO 3166 region such as PT");
    }
    if (root.has("region") || languages.isEmpty()) {
      return given.orElse("");
    }
    Optional<String> likely = LanguageTags.likelyRegion(languages.getFirst());
    if (likely.isEmpty()) {
      root.require("region");
    }
    return likely.orElse("");
  }

  private ZoneId timeZone() {
    Optional<String> given = root.optionalText("time_zone", DefinitionLimits.NAME_CHARS_MAX);
    if (given.isEmpty()) {
      return ZoneOffset.UTC;
    }
    if (!ZoneId.getAvailableZoneIds().contains(given.get())) {
      root.problem(
          "time_zone",
          DefinitionErrorCode.BAD_TIME_ZONE,
          "this is no IANA time zone such as Europe/Lisbon");
      return ZoneOffset.UTC;
    }
    return ZoneId.of(given.get());
  }

  private Greeting greeting() {
    Optional<Section> section = root.section("greeting");
    if (section.isEmpty() && root.has("greeting")) {
      return new Greeting(Wordings.STAND_IN, Wordings.STAND_IN);
    }
    if (section.isEmpty()) {
      Wording builtIn = wordings.takeOrBuiltIn(root, "greeting", BuiltInWords.GREETING);
      return new Greeting(builtIn, builtIn);
    }
    Optional<Wording> chat = wordings.take(section.get(), "chat");
    Optional<Wording> voice = wordings.take(section.get(), "voice");
    section.get().done();
    if (chat.isEmpty() && voice.isEmpty()) {
      section.get().require("chat");
    }
    Wording either = chat.or(() -> voice).orElse(Wordings.STAND_IN);
    return new Greeting(chat.orElse(either), voice.orElse(either));
  }

  private List<Fact> facts() {
    Set<String> ids = new HashSet<>();
    return root.sections("facts", 0, DefinitionLimits.FACTS_MAX).stream()
        .map(section -> fact(section, ids))
        .toList();
  }

  private Fact fact(Section section, Set<String> ids) {
    Fact fact =
        new Fact(
            Ids.unique(section, ids), phrases(section, "about"), wordings.require(section, "say"));
    section.done();
    return fact;
  }

  private List<Objection> objections() {
    Set<String> ids = new HashSet<>();
    return root.sections("objections", 0, DefinitionLimits.OBJECTIONS_MAX).stream()
        .map(section -> objection(section, ids))
        .toList();
  }

  private Objection objection(Section section, Set<String> ids) {
    Objection objection =
        new Objection(
            Ids.unique(section, ids),
            phrases(section, "examples"),
            wordings.require(section, "say"),
            section.word("then", section.take("then"), THEN).orElse(Objection.Then.RESUME));
    section.done();
    return objection;
  }

  private Handoff handoff(Section section) {
    Handoff handoff = new Handoff(phrases(section, "when"), wordings.require(section, "say"));
    section.done();
    return handoff;
  }

  private static List<String> phrases(Section section, String key) {
    return section.texts(key, 1, DefinitionLimits.PHRASES_MAX, DefinitionLimits.PHRASE_CHARS_MAX);
  }

  private Qualification qualification(Section section) {
    Qualification qualification =
        new Qualification(
            conditions.take(section, Conditions.Use.QUALIFY, ""), wordings.require(section, "say"));
    section.done();
    return qualification;
  }

  private List<LeadFieldSpec> leadFields() {
    return root.sections("lead_fields", 0, DefinitionLimits.LEAD_FIELDS_MAX).stream()
        .map(fields::leadField)
        .toList();
  }

  private List<ScoreRule> score() {
    return root.sections("score", 0, DefinitionLimits.RULES_MAX).stream()
        .map(this::scoreRule)
        .toList();
  }

  private ScoreRule scoreRule(Section section) {
    Condition when = conditions.require(section, Conditions.Use.SCORE, "");
    boolean disqualify = section.flag("disqualify");
    int pointsMax = DefinitionLimits.POINTS_MAX;
    int points = section.wholeNumber("points", -pointsMax, pointsMax, 0);
    if (disqualify && section.has("points")) {
      section.problem(
          "points", DefinitionErrorCode.NOT_FOR_TYPE, "a rule that disqualifies has no points");
    } else if (!disqualify) {
      section.require("points");
    }
    ScoreRule rule =
        new ScoreRule(
            when,
            disqualify ? 0 : points,
            section.text("reason", DefinitionLimits.REASON_CHARS_MAX),
            disqualify);
    section.done();
    return rule;
  }

  private static Bands bands(Section section) {
    Bands absent = Bands.DEFAULT;
    int a = section.wholeNumber("a", 1, DefinitionLimits.BAND_POINTS_MAX, absent.a());
    int b = section.wholeNumber("b", 1, DefinitionLimits.BAND_POINTS_MAX, absent.b());
    int c = section.wholeNumber("c", 1, DefinitionLimits.BAND_POINTS_MAX, absent.c());
    section.done();
    if (a > b && b > c) {
      return new Bands(a, b, c);
    }
    section.problem(
        a > b ? "c" : "b",
        DefinitionErrorCode.MIN_ABOVE_MAX,
        "bands must fall, and are %d, %d and %d".formatted(a, b, c));
    return absent;
  }

  private static Limits limits(Section section) {
    Limits limits =
        new Limits(
            section.wholeNumber("turns", 1, DefinitionLimits.TURNS_MAX, Limits.DEFAULT.turns()),
            section.wholeNumber(
                "minutes", 1, DefinitionLimits.MINUTES_MAX, Limits.DEFAULT.minutes()),
            section.wholeNumber(
                "unanswered", 1, DefinitionLimits.UNANSWERED_MAX, Limits.DEFAULT.unanswered()));
    section.done();
    return limits;
  }
}
