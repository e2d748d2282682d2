package dev.parley.config.agent;

import static dev.parley.config.agent.Spoiled.byReader;
import static dev.parley.config.agent.Spoiled.bySchema;

import java.util.List;
import java.util.stream.Stream;

/// The table of everything a definition can get wrong.
final class SpoiledDefinitions {
  private SpoiledDefinitions() {}

  static Stream<Spoiled> all() {
    return Stream.of(
            keys(), texts(), ids(), typed(), places(), limits(), outreach(), conditions(), reach())
        .flatMap(List::stream);
  }

  private static List<Spoiled> keys() {
    return List.of(
        bySchema("agent: solar-consult\n", "", "agent", "missing_key"),
        bySchema("name: Ana\n", "", "name", "missing_key"),
        bySchema("languages: [en, pt]\n", "", "languages", "missing_key"),
        bySchema("disclosure: I'm Ana, an AI assistant.\n", "", "disclosure", "missing_key"),
        bySchema(", ask: Your name?", "", "questions[0].ask", "missing_key"),
        bySchema(", type: person_name", "", "questions[0].type", "missing_key"),
        bySchema("id: full_name, ", "", "questions[0].id", "missing_key"),
        bySchema("reason: not_owner, ", "", "questions[2].disqualify.reason", "missing_key"),
        bySchema("when: roof == 'tenant', ", "", "questions[2].disqualify.when", "missing_key"),
        bySchema(", points: 40", "", "score[0].points", "missing_key"),
        bySchema("after: PT15M, ", "", "follow_up.after", "missing_key"),
        bySchema(
            ", description: when they want it", "", "lead_fields[0].description", "missing_key"),
        bySchema("about: [price, cost], ", "", "facts[0].about", "missing_key"),
        bySchema("chat: Hello!, voice: Thanks for calling!", "", "greeting.chat", "missing_key"),
        bySchema("name: Ana", "name: Ana\nnick: A", "nick", "unknown_key"),
        bySchema("required: true", "requierd: true", "questions[0].requierd", "unknown_key"),
        bySchema("turns: 60", "turn: 60", "limits.turn", "unknown_key"),
        bySchema(
            "reason: not_owner",
            "reason: not_owner, then: x",
            "questions[2].disqualify.then",
            "unknown_key"),
        bySchema("name: Ana", "name: Ana\n<<: { x: 1 }", "[\"<<\"]", "unknown_key"),
        byReader("name: Ana", "name: Ana\nname: Eva", "name", "duplicate_key"),
        byReader(
            "owner: [own, mine]",
            "owner: [own], owner: [mine]",
            "questions[2].options.owner",
            "duplicate_key"));
  }

  private static List<Spoiled> texts() {
    return List.of(
        bySchema("name: Ana", "name: 7", "name", "wrong_type"),
        bySchema("name: Ana", "name: true", "name", "wrong_type"),
        bySchema("name: Ana", "name:", "name", "wrong_type"),
        bySchema("name: Ana", "name: [Ana]", "name", "wrong_type"),
        bySchema("name: Ana", "name: '  '", "name", "bad_text"),
        byReader("name: Ana", "name: \"A\\u0007\"", "name", "bad_text"),
        byReader("name: Ana", "name: \"A\\0\"", "name", "bad_text"),
        bySchema("name: Ana", "name: " + "a".repeat(101), "name", "too_long"),
        bySchema("persona: Warm and brief.", "persona: " + "a".repeat(4001), "persona", "too_long"),
        bySchema("Your name?", "a".repeat(2001), "questions[0].ask", "too_long"),
        bySchema("required: true", "required: 1", "questions[0].required", "wrong_type"),
        bySchema("required: true", "required: yes", "questions[0].required", "wrong_type"),
        bySchema("[angry]", "angry", "handoff.when", "wrong_type"),
        bySchema("[angry]", "[]", "handoff.when", "too_few"),
        bySchema("[angry]", "[3]", "handoff.when[0]", "wrong_type"),
        bySchema("[angry]", "['']", "handoff.when[0]", "bad_text"),
        bySchema(
            "greeting: { chat: Hello!, voice: Thanks for calling! }",
            "greeting: Hello!",
            "greeting",
            "wrong_type"),
        byReader(
            "{ en: Own or rent?, pt: É dono ou arrenda? }",
            "{ pt: É dono ou arrenda? }",
            "questions[2].ask.en",
            "missing_key"),
        byReader(
            "{ en: Own or rent?,",
            "{ en: Own or rent?, es: ¿Propio?,",
            "questions[2].ask.es",
            "unknown_language"),
        bySchema("{ en: Own or rent?,", "{ en: 3,", "questions[2].ask.en", "wrong_type"),
        bySchema("closing: Goodbye!", "closing: {}", "closing.en", "missing_key"),
        byReader("closing: Goodbye!", "closing: !greet Goodbye!", "closing", "bad_syntax"));
  }

  private static List<Spoiled> ids() {
    return List.of(
        bySchema("agent: solar-consult", "agent: Solar Consult", "agent", "bad_slug"),
        bySchema("agent: solar-consult", "agent: -solar", "agent", "bad_slug"),
        bySchema("agent: solar-consult", "agent: " + "a".repeat(64), "agent", "bad_slug"),
        bySchema("agent: solar-consult", "agent: ../etc", "agent", "bad_slug"),
        bySchema("id: full_name", "id: FullName", "questions[0].id", "bad_id"),
        bySchema("id: full_name", "id: full-name", "questions[0].id", "bad_id"),
        bySchema("id: full_name", "id: _name", "questions[0].id", "bad_id"),
        bySchema("id: full_name", "id: in", "questions[0].id", "reserved_id"),
        bySchema("id: full_name", "id: package", "questions[0].id", "reserved_id"),
        bySchema("id: full_name", "id: string", "questions[0].id", "reserved_id"),
        bySchema("id: full_name", "id: 'true'", "questions[0].id", "reserved_id"),
        byReader("id: full_name", "id: phone", "questions[1].id", "duplicate_id"),
        byReader(
            "id: timeline, type: text",
            "id: phone, type: text",
            "lead_fields[0].id",
            "duplicate_id"),
        byReader(
            "say: From 4900 euros. }",
            "say: From 4900 euros. }\n  - { id: price, about: [x], say: y }",
            "facts[1].id",
            "duplicate_id"),
        bySchema(
            "tenant: [rent, renting]", "Tenant: [rent]", "questions[2].options.Tenant", "bad_id"),
        bySchema(
            "tenant: [rent, renting]", "'a b': [rent]", "questions[2].options[\"a b\"]", "bad_id"));
  }

  private static List<Spoiled> typed() {
    return List.of(
        bySchema("type: person_name", "type: name", "questions[0].type", "unknown_value"),
        bySchema("then: resume", "then: retry", "objections[0].then", "unknown_value"),
        bySchema(
            "    options: { owner: [own, mine], tenant: [rent, renting] }\n",
            "",
            "questions[2].options",
            "missing_key"),
        bySchema(
            "{ owner: [own, mine], tenant: [rent, renting] }",
            "[owner, tenant]",
            "questions[2].options",
            "wrong_type"),
        bySchema(
            "{ owner: [own, mine], tenant: [rent, renting] }",
            "{ tenant: [rent] }",
            "questions[2].options",
            "too_few"),
        byReader(
            "tenant: [rent, renting]",
            "tenant: [rent, Mine]",
            "questions[2].options.tenant",
            "ambiguous_option"),
        byReader(
            "tenant: [rent, renting]",
            "tenant: [owner]",
            "questions[2].options.tenant",
            "ambiguous_option"),
        bySchema(
            "type: person_name",
            "type: text, options: { a: [], b: [] }",
            "questions[0].options",
            "not_for_type"),
        bySchema(
            "type: person_name",
            "type: text, currency: EUR",
            "questions[0].currency",
            "not_for_type"),
        bySchema(
            "type: person_name",
            "type: text, period: month",
            "questions[0].period",
            "not_for_type"),
        bySchema(
            "currency: EUR",
            "currency: EUR, period: fortnight",
            "questions[3].period",
            "unknown_value"),
        bySchema("type: person_name", "type: text, min: 1", "questions[0].min", "not_for_type"),
        bySchema("type: person_name", "type: date, max: 1", "questions[0].max", "not_for_type"),
        bySchema(
            "type: person_name",
            "type: text, from_channel: true",
            "questions[0].from_channel",
            "not_for_type"),
        bySchema(", currency: EUR", "", "questions[3].currency", "missing_key"),
        bySchema("currency: EUR", "currency: euro", "questions[3].currency", "bad_currency"),
        byReader("currency: EUR", "currency: EUX", "questions[3].currency", "bad_currency"),
        byReader("currency: EUR", "currency: XAU", "questions[3].currency", "bad_currency"),
        byReader("min: 1, max: 1000", "min: 10, max: 1", "questions[3].min", "min_above_max"),
        bySchema("min: 1,", "min: one,", "questions[3].min", "wrong_type"),
        byReader("min: 1,", "min: 1e99,", "questions[3].min", "out_of_range"));
  }

  private static List<Spoiled> places() {
    return List.of(
        bySchema("languages: [en, pt]", "languages: en", "languages", "wrong_type"),
        bySchema("languages: [en, pt]", "languages: []", "languages", "too_few"),
        bySchema("languages: [en, pt]", "languages: [english]", "languages[0]", "bad_language"),
        byReader("languages: [en, pt]", "languages: [en, zz, pt]", "languages[1]", "bad_language"),
        bySchema("languages: [en, pt]", "languages: [en, PT]", "languages[1]", "bad_language"),
        bySchema("languages: [en, pt]", "languages: [en, pt, pt]", "languages[2]", "bad_language"),
        bySchema("languages: [en, pt]", "languages: [en, pt_br]", "languages[1]", "bad_language"),
        bySchema("region: PT", "region: Portugal", "region", "bad_region"),
        byReader("region: PT", "region: XX", "region", "bad_region"),
        byReader("time_zone: Europe/Lisbon", "time_zone: Lisbon", "time_zone", "bad_time_zone"),
        byReader("time_zone: Europe/Lisbon", "time_zone: GMT+1:00", "time_zone", "bad_time_zone"));
  }

  private static List<Spoiled> limits() {
    return List.of(
        bySchema("turns: 60", "turns: 0", "limits.turns", "out_of_range"),
        bySchema("turns: 60", "turns: 501", "limits.turns", "out_of_range"),
        bySchema("turns: 60", "turns: '60'", "limits.turns", "wrong_type"),
        bySchema("turns: 60", "turns: 6.5", "limits.turns", "wrong_type"),
        bySchema("minutes: 20", "minutes: 1441", "limits.minutes", "out_of_range"),
        bySchema("unanswered: 2", "unanswered: 0", "limits.unanswered", "out_of_range"),
        bySchema("points: 40", "points: 1001", "score[0].points", "out_of_range"),
        bySchema("a: 80", "a: 101", "bands.a", "out_of_range"),
        bySchema("a: 80", "z: 80", "bands.z", "unknown_key"),
        byReader("b: 50 }", "b: 80 }", "bands.b", "min_above_max"),
        byReader("b: 50 }", "c: 50 }", "bands.c", "min_above_max"),
        bySchema("disqualify: true, ", "", "score[1].points", "missing_key"),
        bySchema("disqualify: true, ", "disqualify: 1, ", "score[1].disqualify", "wrong_type"),
        bySchema(
            "disqualify: true, ",
            "disqualify: true, points: 5, ",
            "score[1].points",
            "not_for_type"),
        bySchema("after: PT15M", "after: 15 minutes", "follow_up.after", "bad_duration"),
        bySchema("after: PT15M", "after: P", "follow_up.after", "bad_duration"),
        byReader("after: PT15M", "after: PT0S", "follow_up.after", "out_of_range"),
        byReader("after: PT15M", "after: P8D", "follow_up.after", "out_of_range"),
        bySchema("max: 1 }\n", "max: 11 }\n", "follow_up.max", "out_of_range"));
  }

  private static List<Spoiled> outreach() {
    return List.of(
        bySchema("per_day: 2", "a_day: 2", "outreach.a_day", "unknown_key"),
        bySchema("per_day: 2", "per_day: 11", "outreach.per_day", "out_of_range"),
        bySchema("per_week: 5", "per_week: 0", "outreach.per_week", "out_of_range"),
        byReader("per_day: 2", "per_day: 6", "outreach.per_day", "min_above_max"),
        bySchema("22:30-07:00", "9pm-8am", "outreach.quiet_hours", "bad_quiet_hours"),
        bySchema("22:30-07:00", "22:30-24:00", "outreach.quiet_hours", "bad_quiet_hours"),
        byReader("22:30-07:00", "08:00-08:00", "outreach.quiet_hours", "bad_quiet_hours"),
        bySchema("\"22:30-07:00\"", "22", "outreach.quiet_hours", "wrong_type"),
        bySchema("max: 1 }\n", "max: 1, channel: web }\n", "follow_up.channel", "unknown_value"),
        bySchema(
            "max: 1 }\n", "max: 1, sms_fallback: 1 }\n", "follow_up.sms_fallback", "wrong_type"),
        byReader("max: 1 }\n", "max: 1, channel: sms }\n", "follow_up.template", "not_for_channel"),
        bySchema("still_there", "Still there", "follow_up.template.name", "bad_template"),
        bySchema("pt_PT", "pt-PT", "follow_up.template.language", "bad_template"),
        bySchema(", language: pt_PT", "", "follow_up.template.language", "missing_key"),
        bySchema("language: pt_PT", "language: pt, x: 1", "follow_up.template.x", "unknown_key"));
  }

  private static List<Spoiled> conditions() {
    return List.of(
        byReader("bill >= 150", "bill >=", "questions[4].when", "condition_syntax"),
        byReader("bill >= 150", "bil >= 150", "questions[4].when", "unknown_id"),
        byReader("bill >= 150", "bill >= 'a lot'", "questions[4].when", "condition_type"),
        byReader("bill >= 150", "bill", "questions[4].when", "condition_type"),
        byReader("bill >= 150", "roof == 'landlord'", "questions[4].when", "unknown_option"),
        bySchema("bill >= 150", "x".repeat(1001), "questions[4].when", "too_long"),
        bySchema("when: bill >= 150", "when: true", "questions[4].when", "wrong_type"),
        byReader(
            "roof == 'tenant'", "rof == 'tenant'", "questions[2].disqualify.when", "unknown_id"),
        byReader("timeline != null", "tomorrow != null", "score[0].when", "unknown_id"),
        byReader(
            "roof == 'owner' && bill >= 60",
            "roof && bill >= 60",
            "qualified.when",
            "condition_type"));
  }

  private static List<Spoiled> reach() {
    return List.of(
        byReader("bill >= 150", "battery == true", "questions[4].when", "unreachable_question"),
        byReader("bill >= 150", "battery == null", "questions[4].when", "unreachable_question"),
        byReader("bill >= 150", "timeline != null", "questions[4].when", "unreachable_question"),
        byReader("bill >= 150", "bill > 5000", "questions[4].when", "unreachable_question"),
        byReader(
            "bill >= 150",
            "bill >= 150 && bill < 100",
            "questions[4].when",
            "unreachable_question"),
        byReader("bill >= 150", "1 > 2", "questions[4].when", "unreachable_question"),
        byReader(
            "bill >= 150",
            "roof == 'tenant' && bill >= 150",
            "questions[4].when",
            "unreachable_question"),
        byReader(
            "bill >= 150",
            "roof == 'owner' && roof == 'tenant'",
            "questions[4].when",
            "unreachable_question"),
        byReader(
            "required: true", "when: bill >= 150", "questions[0].when", "unreachable_question"),
        byReader(
            "required: true",
            "when: phone != null && bill > 3",
            "questions[0].when",
            "unreachable_question"),
        byReader(
            "when: roof == 'tenant'",
            "when: roof != null",
            "questions[2].disqualify.when",
            "always_disqualifies"),
        byReader(
            "when: roof == 'tenant'",
            "when: 'true'",
            "questions[2].disqualify.when",
            "always_disqualifies"),
        byReader(
            "when: roof == 'tenant'",
            "when: bill > 2000",
            "questions[2].disqualify.when",
            "condition_never_holds"),
        byReader("timeline != null", "bill < 1", "score[0].when", "condition_never_holds"),
        byReader(
            "roof == 'owner' && bill >= 60",
            "roof == 'tenant'",
            "qualified.when",
            "condition_never_holds"));
  }
}
