package dev.parley.config.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.ConditionCompiler.Broken;
import dev.parley.config.agent.ConditionCompiler.Compiled;
import dev.parley.config.agent.ConditionCompiler.Issue;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionTest {
  private static final ConditionCompiler COMPILER = new ConditionCompiler(variables());

  private static Map<String, Variable> variables() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    declare(variables, "roof", FieldType.CHOICE, "owner", "tenant");
    declare(variables, "monthly_bill", FieldType.MONEY);
    declare(variables, "rooms", FieldType.NUMBER);
    declare(variables, "email", FieldType.EMAIL);
    declare(variables, "battery", FieldType.YES_NO);
    declare(variables, "move_date", FieldType.DATE);
    return variables;
  }

  private static void declare(
      Map<String, Variable> variables, String id, FieldType type, String... options) {
    variables.put(
        id,
        new Variable(
            id,
            Optional.of(variables.size()),
            Optional.of(type),
            List.of(options),
            Optional.empty(),
            Optional.empty()));
  }

  private static CelCondition condition(String source) {
    ConditionCompiler.Compilation compilation = COMPILER.compile(source);
    assertThat(compilation).as(source).isInstanceOf(Compiled.class);
    return ((Compiled) compilation).condition();
  }

  /// Answers as `roof=owner, monthly_bill=150`; what is not named is unanswered.
  private static Map<String, Object> answers(String text) {
    Map<String, Object> answers = new HashMap<>();
    if (!text.isBlank()) {
      for (String pair : text.split(",")) {
        String[] parts = pair.strip().split("=");
        answers.put(parts[0], value(parts[0], parts[1]));
      }
    }
    return answers;
  }

  private static Object value(String id, String text) {
    return switch (id) {
      case "monthly_bill", "rooms" -> Double.valueOf(text);
      case "battery" -> Boolean.valueOf(text);
      case "move_date" -> Instant.parse(text + "T00:00:00Z");
      default -> text;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          monthly_bill >= 150                                ; monthly_bill=150
          monthly_bill >= 150.0                              ; monthly_bill=150
          monthly_bill == 150                                ; monthly_bill=150
          150 == monthly_bill                                ; monthly_bill=150
          monthly_bill != 150                                ; monthly_bill=151
          monthly_bill * 12 > 1000                           ; monthly_bill=90
          monthly_bill / rooms >= 50                         ; monthly_bill=150, rooms=3
          rooms in [1, 2, 3]                                 ; rooms=2
          -rooms < -2                                        ; rooms=3
          (rooms > 2 ? 5 : 6) + rooms == 8                   ; rooms=3
          double(size(email)) > rooms                        ; email=a@b.de, rooms=3
          size(email) == 6                                   ; email=a@b.de
          email != null                                      ; email=a@b.de
          null != email                                      ; email=a@b.de
          email == null                                      ;
          !(email != null)                                   ;
          battery                                            ; battery=true
          battery == false                                   ; battery=false
          !battery                                           ; battery=false
          roof == 'owner' && monthly_bill >= 60              ; roof=owner, monthly_bill=60
          roof == 'owner' || monthly_bill > 3                ; roof=owner
          monthly_bill > 3 || roof == 'owner'                ; roof=owner
          roof in ['owner', 'tenant']                        ; roof=tenant
          email.endsWith('.de')                              ; email=a@b.de
          email.matches('.+@b[.]de')                         ; email=a@b.de
          move_date < timestamp('2027-01-01T00:00:00Z')      ; move_date=2026-12-31
          move_date.getFullYear() == 2026                    ; move_date=2026-12-31
          email == null ? battery : false                    ; battery=true
          """)
  void holds(String source, String answers) {
    assertThat(condition(source).holds(answers(answers == null ? "" : answers))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          monthly_bill >= 150                                ; monthly_bill=149.99
          monthly_bill >= 150                                ;
          monthly_bill != 150                                ;
          !(monthly_bill >= 150)                             ;
          roof != 'tenant'                                   ;
          !(roof == 'tenant')                                ;
          roof == 'owner' && monthly_bill >= 60              ; roof=owner
          roof == 'owner' && monthly_bill >= 60              ; monthly_bill=60
          roof == 'owner' || monthly_bill > 3                ; roof=tenant
          roof in ['owner']                                  ;
          battery                                            ;
          !battery                                           ;
          email == null                                      ; email=a@b.de
          rooms / 0 > monthly_bill && false                  ; rooms=1, monthly_bill=2
          """)
  void doesNotHold(String source, String answers) {
    assertThat(condition(source).holds(answers(answers == null ? "" : answers))).isFalse();
  }

  @Test
  void aValueOfTheWrongKindDecidesNothingAndThrowsNothing() {
    assertThat(condition("monthly_bill >= 150").holds(Map.of("monthly_bill", "plenty"))).isFalse();
    assertThat(condition("battery").holds(Map.of("battery", "yes"))).isFalse();
  }

  @Test
  void namesTheVariablesItReads() {
    assertThat(condition("email == null && (roof == 'owner' || rooms + 1 > 2)").variables())
        .containsExactlyInAnyOrder("email", "roof", "rooms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          roof ==                                            ; condition_syntax
          roof == 'owner                                     ; condition_syntax
          email.matches('[')                                 ; condition_syntax
          rof == 'owner'                                     ; unknown_id
          roof == owner                                      ; unknown_id
          ['a'].exists(x, x == 'a')                          ; unknown_id
          email@answered                                     ; condition_syntax
          monthly_bill                                       ; condition_type
          roof                                               ; condition_type
          roof > 3                                           ; condition_type
          monthly_bill == 'lots'                             ; condition_type
          monthly_bill + 1 == null                           ; condition_type
          battery == 'yes'                                   ; condition_type
          move_date > '2026-01-01'                           ; condition_type
          move_date > timestamp('soon')                      ; condition_type
          roof == 'landlord'                                 ; unknown_option
          'landlord' != roof                                 ; unknown_option
          roof in ['owner', 'landlord']                      ; unknown_option
          """)
  void isRefusedWhenRead(String source, String code) {
    ConditionCompiler.Compilation compilation = COMPILER.compile(source);

    assertThat(compilation).isInstanceOf(Broken.class);
    assertThat(((Broken) compilation).issues())
        .extracting(Issue::code)
        .extracting(DefinitionErrorCode::wireName)
        .contains(code);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200})
  void aTowerOfParenthesesIsRefusedNotSuffered(int depth) {
    assertThat(COMPILER.compile("(".repeat(depth) + "battery" + ")".repeat(depth)))
        .isInstanceOf(Broken.class);
  }

  @Test
  void severalThreadsMayAskAtOnce() {
    CelCondition condition = condition("roof == 'owner' && monthly_bill >= 60");
    assertThat(
            java.util.stream.IntStream.range(0, 20_000)
                .parallel()
                .filter(bill -> condition.holds(Map.of("roof", "owner", "monthly_bill", bill)))
                .count())
        .isEqualTo(20_000 - 60);
  }
}
