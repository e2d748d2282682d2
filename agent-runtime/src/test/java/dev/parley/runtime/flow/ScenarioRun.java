package dev.parley.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.flow.Proposal.Intent;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import dev.parley.runtime.understanding.Understanding;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import dev.parley.value.ValueWire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Plays one scenario against the engine and checks every expectation in it.
final class ScenarioRun {
  private static final Understanding BUILT_IN = new BuiltInUnderstanding();

  private final JsonNode script;
  private final AgentDefinition agent;
  private final FlowEngine engine;
  private final List<Turn> turns = new ArrayList<>();
  private Instant now;
  private FlowState state;
  private Advance last;

  ScenarioRun(Scenario scenario) {
    script = scenario.script();
    agent = scenario.agent();
    engine = new FlowEngine(agent);
    now = Instant.parse(script.path("now").asText("2026-11-23T10:00:00Z"));
    ChannelType channel =
        ChannelType.valueOf(script.path("channel").asText("web").toUpperCase(Locale.ROOT));
    state =
        engine.start(
            new Start(channel, text(script, "address"), text(script, "language")), moment());
    last = new Advance(state, Optional.empty(), Advance.Source.ENGINE, List.of());
  }

  void play() {
    if (!script.path("contact_first").asBoolean()) {
      step(engine.opening(state, moment()));
      check(script.path("opening"), "opening");
    }
    if (script.has("known")) {
      given(script.path("known"));
    }
    int number = 0;
    for (JsonNode turn : script.path("turns")) {
      number++;
      now = now.plus(Duration.parse(turn.path("after").asText("PT20S")));
      step(turn(turn));
      check(turn, "turn " + number + " " + turn.path("in").asText());
    }
    end(script.path("end"));
  }

  private Advance turn(JsonNode turn) {
    if (turn.path("silence").asBoolean()) {
      return engine.silence(state, moment());
    }
    if (turn.path("leaves").asBoolean()) {
      return engine.leave(state, moment());
    }
    ContactTurn said =
        new ContactTurn(turns.size() + 1, turn.path("in").asText(), text(turn, "language"));
    turns.add(new Turn(said.seq(), Speaker.CONTACT, said.text(), now, state.language()));
    Proposal proposal =
        turn.has("proposal")
            ? proposal(turn.path("proposal"))
            : BUILT_IN.propose(
                new UnderstandingRequest(agent, state, new Transcript(turns), said, moment()));
    return engine.advance(state, said, proposal, moment());
  }

  private void step(Advance advance) {
    last = advance;
    state = advance.state();
    advance
        .say()
        .ifPresent(
            say ->
                turns.add(new Turn(turns.size() + 1, Speaker.AGENT, say, now, state.language())));
  }

  /// Answers given before the part a scenario is about; each in a turn of its own.
  private void given(JsonNode known) {
    known
        .properties()
        .forEach(
            answer -> {
              String said = answer.getValue().asText();
              ProposedAnswer proposed =
                  new ProposedAnswer(answer.getKey(), said, said, Kind.STATED);
              ContactTurn turn = new ContactTurn(turns.size() + 1, said);
              turns.add(new Turn(turn.seq(), Speaker.CONTACT, said, now, state.language()));
              step(engine.advance(state, turn, proposing(List.of(proposed)), moment()));
              assertThat(state.answer(answer.getKey()).filled()).as("known %s", answer).isTrue();
            });
  }

  private static Proposal proposing(List<ProposedAnswer> answers) {
    return new Proposal(
        answers,
        Optional.empty(),
        Optional.empty(),
        Intent.CONTINUE,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private static Proposal proposal(JsonNode node) {
    List<ProposedAnswer> answers = new ArrayList<>();
    for (JsonNode answer : node.path("answers")) {
      answers.add(
          new ProposedAnswer(
              answer.path("question").asText(),
              answer.path("value").asText(),
              answer.path("quote").asText(),
              Kind.valueOf(answer.path("kind").asText("stated").toUpperCase(Locale.ROOT))));
    }
    return new Proposal(
        answers,
        text(node, "fact"),
        text(node, "objection"),
        Intent.valueOf(node.path("intent").asText("continue").toUpperCase(Locale.ROOT)),
        text(node, "language"),
        text(node, "asks"),
        node.path("reply").asText(""));
  }

  private void check(JsonNode expected, String where) {
    String said = last.say().orElse("");
    String what = where + "\n  said: " + said + "\n  state: " + brief();
    last.say().ifPresent(say -> assertThat(say).as(what).isNotBlank());
    for (JsonNode words : list(expected.path("says"))) {
      assertThat(said).as(what).contains(words.asText());
    }
    for (JsonNode words : list(expected.path("not_says"))) {
      assertThat(said).as(what).doesNotContain(words.asText());
    }
    if (expected.has("is")) {
      assertThat(said).as(what).isEqualTo(expected.path("is").asText());
    }
    if (expected.has("asks")) {
      JsonNode asks = expected.path("asks");
      assertThat(state.open().orElse(null))
          .as(what)
          .isEqualTo(asks.isNull() ? null : asks.asText());
    }
    if (expected.has("source")) {
      assertThat(last.source().name().toLowerCase(Locale.ROOT))
          .as(what)
          .isEqualTo(expected.path("source").asText());
    }
    if (expected.has("language")) {
      assertThat(state.language()).as(what).isEqualTo(expected.path("language").asText());
    }
    answers(expected.path("answers"), what);
  }

  /// `roof: owner` is a filled answer's wire value; `email: refused` a status; `null` an open one.
  private void answers(JsonNode expected, String what) {
    expected
        .properties()
        .forEach(
            entry -> {
              Answer answer = state.answer(entry.getKey());
              String wanted = entry.getValue().isNull() ? "open" : entry.getValue().asText();
              assertThat(plain(answer)).as(what + "\n  answer " + entry.getKey()).isEqualTo(wanted);
            });
  }

  private static String plain(Answer answer) {
    if (!answer.applies()) {
      return "not_applicable";
    }
    if (answer.open()) {
      return "open";
    }
    return answer
        .counting()
        .map(ValueWire::wire)
        .map(ScenarioRun::plain)
        .orElse(answer.status().wireName());
  }

  private static String plain(Object wire) {
    if (wire instanceof Map<?, ?> money) {
      StringBuilder plain = new StringBuilder(plain(money.get("amount")));
      plain.append(' ').append(money.get("currency"));
      Optional.ofNullable(money.get("max"))
          .ifPresent(max -> plain.append(" max ").append(plain(max)));
      Optional.ofNullable(money.get("period"))
          .ifPresent(period -> plain.append('/').append(period));
      return plain.toString();
    }
    return wire instanceof java.math.BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : String.valueOf(wire);
  }

  private void end(JsonNode end) {
    String what = "end\n  state: " + brief();
    if (end.has("status")) {
      assertThat(state.status().name().toLowerCase(Locale.ROOT))
          .as(what)
          .isEqualTo(end.path("status").asText());
    }
    if (end.has("disposition")) {
      JsonNode disposition = end.path("disposition");
      assertThat(state.disposition().map(one -> one.wireName()).orElse(null))
          .as(what)
          .isEqualTo(disposition.isNull() ? null : disposition.asText());
    }
    if (end.has("reason")) {
      JsonNode reason = end.path("reason");
      assertThat(state.reason().orElse(null))
          .as(what)
          .isEqualTo(reason.isNull() ? null : reason.asText());
    }
    if (end.has("effects")) {
      assertThat(last.effects().stream().map(one -> one.getClass().getSimpleName()))
          .as(what)
          .containsExactlyElementsOf(
              list(end.path("effects")).stream().map(JsonNode::asText).toList());
    }
    answers(end.path("answers"), what);
  }

  private String brief() {
    StringBuilder brief = new StringBuilder();
    brief.append(state.status()).append(' ').append(state.disposition()).append(state.reason());
    state
        .answers()
        .forEach((id, answer) -> brief.append(' ').append(id).append('=').append(plain(answer)));
    turns.forEach(
        turn -> brief.append("\n    ").append(turn.from()).append(": ").append(turn.text()));
    return brief.toString();
  }

  private Moment moment() {
    return new Moment(now);
  }

  private static List<JsonNode> list(JsonNode node) {
    List<JsonNode> nodes = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(nodes::add);
    } else if (!node.isMissingNode() && !node.isNull()) {
      nodes.add(node);
    }
    return nodes;
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field)).filter(one -> !one.isNull()).map(JsonNode::asText);
  }
}
