package dev.parley.score;

import static org.assertj.core.api.Assertions.assertThat;

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
    return new ScoreRule(condition, points, reason);
  }

  @Test
  void addsThePointsOfTheRulesThatHold() {
    LeadField bill = bill(150, Optional.empty());
    Score score =
        Scorer.score(
            List.of(
                rule(40, "high bill", v -> v.get("bill") instanceof Double d && d >= 150),
                rule(10, "has e-mail", v -> v.containsKey("email"))),
            Map.of("bill", bill, "email", LeadField.empty(FieldStatus.REFUSED)),
            Map.of(),
            LocalDate.of(2026, 11, 18),
            ZoneOffset.UTC);
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
    return Scorer.score(
            rules,
            Map.of("bill", bill),
            Map.of("bill", "month"),
            LocalDate.of(2026, 11, 18),
            ZoneOffset.UTC)
        .points();
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
    assertThat(Scorer.score(many, Map.of()).points()).isEqualTo(100);
    assertThat(Scorer.score(List.of(rule(-50, "c", v -> true)), Map.of()).points()).isZero();
  }
}
