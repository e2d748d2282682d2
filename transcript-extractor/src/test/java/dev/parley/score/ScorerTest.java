package dev.parley.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinition.Bands;
import dev.parley.config.agent.AgentDefinition.ScoreRule;
import dev.parley.config.agent.Condition;
import dev.parley.evidence.Evidence;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadField;
import dev.parley.score.Score.Band;
import dev.parley.value.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class ScorerTest {
  private static ScoreRule rule(int points, String reason, Predicate<Map<String, ?>> holds) {
    Condition condition =
        new Condition() {
          @Override
          public String source() {
            return reason;
          }

          @Override
          public Set<String> variables() {
            return Set.of("bill");
          }

          @Override
          public boolean holds(Map<String, ?> values) {
            return holds.test(values);
          }
        };
    return new ScoreRule(condition, points, reason, false);
  }

  @Test
  void addsThePointsOfTheRulesThatHold() {
    LeadField bill = bill(150, Optional.empty());
    Score score =
        score(
            List.of(
                rule(40, "high bill", v -> v.get("bill") instanceof Double d && d >= 150),
                rule(10, "has e-mail", v -> v.containsKey("email"))),
            Map.of("bill", bill, "email", LeadField.empty(FieldStatus.REFUSED)),
            Map.of());
    assertThat(score.points()).isEqualTo(40);
    assertThat(score.reasons()).containsExactly("high bill");
    assertThat(score.band()).isEqualTo(Band.C);
  }

  @Test
  void comparesAmountsInTheQuestionsPeriod() {
    List<ScoreRule> rules =
        List.of(rule(40, "high bill", v -> v.get("bill") instanceof Double d && d >= 150));
    assertThat(scored(rules, bill(1_440, Optional.of("year")))).isZero();
    assertThat(scored(rules, bill(2_400, Optional.of("year")))).isEqualTo(40);
    assertThat(scored(rules, bill(200, Optional.of("hour")))).isZero();
    assertThat(scored(rules, bill(200, Optional.empty()))).isEqualTo(40);
  }

  private static int scored(List<ScoreRule> rules, LeadField bill) {
    return score(rules, Map.of("bill", bill), Map.of("bill", "month")).points();
  }

  private static Score score(
      List<ScoreRule> rules, Map<String, LeadField> fields, Map<String, String> periods) {
    return Scorer.score(
        rules,
        Bands.DEFAULT,
        Scorer.values(fields, periods, LocalDate.of(2026, 11, 18), ZoneOffset.UTC));
  }

  private static LeadField bill(long amount, Optional<String> period) {
    return new LeadField(
        FieldStatus.ANSWERED,
        Optional.of(new Value.Money(BigDecimal.valueOf(amount), Optional.empty(), "EUR", period)),
        Optional.of("as said"),
        0.9,
        List.of(new Evidence(2, "as said")));
  }

  @Test
  void staysBetweenNoughtAndAHundred() {
    List<ScoreRule> many = List.of(rule(90, "a", v -> true), rule(90, "b", v -> true));
    assertThat(Scorer.score(many, Bands.DEFAULT, Map.of()).points()).isEqualTo(100);
    assertThat(Scorer.score(List.of(rule(-50, "c", v -> true)), Bands.DEFAULT, Map.of()).points())
        .isZero();
  }

  @Test
  void aRuleThatDisqualifiesLeavesNoPointsAndIsNamedFirst() {
    ScoreRule hard = new ScoreRule(rule(0, "spam", v -> true).when(), 0, "spam", true);
    Score score = Scorer.score(List.of(rule(90, "rich", v -> true), hard), Bands.DEFAULT, Map.of());
    assertThat(score.points()).isZero();
    assertThat(score.band()).isEqualTo(Band.D);
    assertThat(score.reasons()).containsExactly("spam", "rich");
  }

  @Test
  void bandsAreTheBusinessesOwn() {
    List<ScoreRule> rules = List.of(rule(60, "a", v -> true));
    assertThat(Scorer.score(rules, Bands.DEFAULT, Map.of()).band()).isEqualTo(Band.B);
    assertThat(Scorer.score(rules, new Bands(60, 50, 1), Map.of()).band()).isEqualTo(Band.A);
    assertThat(Scorer.score(rules, new Bands(90, 80, 61), Map.of()).band()).isEqualTo(Band.D);
  }

  @Test
  void theVersionOfTheRulesChangesWithWhateverCounts() {
    Bands bands = Bands.DEFAULT;
    ScoreRule rule = rule(40, "a", v -> true);
    String version = RulesVersion.of(List.of(rule), bands);
    assertThat(version).matches("[0-9a-f]{12}");
    assertThat(RulesVersion.of(List.of(rule(40, "a", v -> false)), bands)).isEqualTo(version);
    assertThat(
            List.of(
                RulesVersion.of(List.of(), bands),
                RulesVersion.of(List.of(rule, rule), bands),
                RulesVersion.of(List.of(rule(41, "a", v -> true)), bands),
                RulesVersion.of(List.of(rule(40, "b", v -> true)), bands),
                RulesVersion.of(List.of(new ScoreRule(rule.when(), 0, "a", true)), bands),
                RulesVersion.of(List.of(rule), new Bands(76, 50, 25))))
        .doesNotHaveDuplicates()
        .doesNotContain(version);
  }
}
