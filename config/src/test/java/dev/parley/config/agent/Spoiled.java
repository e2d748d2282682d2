package dev.parley.config.agent;

import static org.assertj.core.api.Assertions.assertThat;

/// One way to spoil a good definition, and what must be said about it.
///
/// @param schema whether a JSON Schema can see it too
record Spoiled(String from, String to, String path, String code, boolean schema) {
  /// The good definition that every case spoils in one place.
  static final String GOOD =
      """
      agent: solar-consult
      name: Ana
      business: Sol Brilhante
      languages: [en, pt]
      region: PT
      time_zone: Europe/Lisbon
      persona: Warm and brief.
      disclosure: I'm Ana, an AI assistant.
      greeting: { chat: Hello!, voice: Thanks for calling! }
      questions:
        - { id: full_name, type: person_name, ask: Your name?, required: true }
        - { id: phone, type: phone, ask: Your number?, from_channel: true }
        - id: roof
          type: choice
          ask: { en: Own or rent?, pt: É dono ou arrenda? }
          options: { owner: [own, mine], tenant: [rent, renting] }
          disqualify: { when: roof == 'tenant', reason: not_owner, say: Only for owners. }
        - { id: bill, type: money, ask: Your bill?, currency: EUR, min: 1, max: 1000 }
        - { id: battery, type: yes_no, ask: A battery?, when: bill >= 150 }
      facts:
        - { id: price, about: [price, cost], say: From 4900 euros. }
      objections:
        - { id: dear, examples: [too expensive], say: It pays for itself., then: resume }
      handoff: { when: [angry], say: A colleague will call. }
      qualified: { when: roof == 'owner' && bill >= 60, say: Great! }
      closing: Goodbye!
      lead_fields:
        - { id: timeline, type: text, description: when they want it }
      score:
        - { when: timeline != null, points: 40, reason: has a plan }
        - { when: full_name == 'Nobody', disqualify: true, reason: no plan }
      bands: { a: 80, b: 50 }
      limits: { turns: 60, minutes: 20, unanswered: 2 }
      outreach: { quiet_hours: "22:30-07:00", per_day: 2, per_week: 5 }
      follow_up: { after: PT15M, say: Still there?,
        template: { name: still_there, language: pt_PT }, max: 1 }
      """;

  static Spoiled bySchema(String from, String to, String path, String code) {
    return new Spoiled(from, to, path, code, true);
  }

  static Spoiled byReader(String from, String to, String path, String code) {
    return new Spoiled(from, to, path, code, false);
  }

  String yaml() {
    assertThat(GOOD).as("the case spoils nothing").contains(from);
    return GOOD.replaceFirst(
        java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));
  }

  @Override
  public String toString() {
    return path + " " + code + ": " + from.strip() + " -> " + to.strip();
  }
}
