package dev.parley.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parley.config.agent.FieldType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs the tables `*.table` beside this test: `mode | languages | region | text | expected`, where
/// mode is `answer` or `mentions`, and expected is the wire form, `!code` for an invalid answer or
/// `-` for nothing; mentions are joined by `;`. The tables' "now" is Wednesday 2026-11-18, 09:00.
final class ValueTableTest {
  private static final LocalDateTime NOW = LocalDateTime.parse("2026-11-18T09:00");

  @TestFactory
  Stream<DynamicNode> readsEveryTable() {
    return Stream.of(FieldType.values())
        .filter(type -> type != FieldType.TEXT)
        .map(
            type ->
                DynamicContainer.dynamicContainer(
                    type.wireName(), cases(type).stream().map(c -> test(type, c))));
  }

  /// Hundreds for each reader, over the languages it covers.
  @ParameterizedTest
  @EnumSource(value = FieldType.class, mode = EnumSource.Mode.EXCLUDE, names = "TEXT")
  void everyTableHasTwoHundredCasesInSixLanguages(FieldType type) {
    assertThat(cases(type)).hasSizeGreaterThanOrEqualTo(200);
    assertThat(cases(type).stream().map(line -> line.split("\\|")[1].strip()).toList())
        .contains("en", "es", "pt", "de", "fr", "it");
  }

  private static DynamicNode test(FieldType type, String line) {
    String[] cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    return dynamicTest(
        cells[3] + " (" + cells[1] + ")",
        () -> {
          ValueContext ctx = context(cells);
          String read =
              cells[0].equals("mentions")
                  ? mentions(type, cells[3], ctx)
                  : answer(type, cells[3], ctx);
          assertThat(read).isEqualTo(cells[4]);
        });
  }

  private static String answer(FieldType type, String text, ValueContext ctx) {
    return switch (ValueReader.answer(type, text, ctx)) {
      case Parsed.Valid valid -> wire(valid.found(), text);
      case Parsed.Invalid invalid ->
          "!" + invalid.code() + invalid.nearest().map(n -> " " + wire(n, text)).orElse("");
      case Parsed.Nothing nothing -> "-";
    };
  }

  private static String mentions(FieldType type, String text, ValueContext ctx) {
    String all =
        ValueReader.mentions(type, text, ctx).stream()
            .map(found -> wire(found, text))
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? "-" : all;
  }

  private static String wire(Found found, String text) {
    assertThat(found.certainty()).isBetween(0.0, 1.0);
    assertThat(text.substring(found.start(), found.end())).isNotBlank();
    Object wire = ValueWire.wire(found.value());
    if (wire instanceof Map<?, ?> money) {
      return money.values().stream().map(Object::toString).collect(Collectors.joining(" "));
    }
    return wire.toString();
  }

  private static ValueContext context(String[] cells) {
    ValueContext ctx =
        ValueContext.of(List.of(cells[1].split(",")), cells[2], ZoneId.of("Europe/Lisbon"), NOW);
    return cells.length > 5 ? ctx.withOptions(options(cells[5])) : ctx;
  }

  private static Map<String, List<String>> options(String cell) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (String option : cell.split(";")) {
      String[] parts = option.strip().split("=");
      List<String> synonyms =
          parts.length > 1
              ? Arrays.stream(parts[1].split(",")).map(String::strip).toList()
              : List.of();
      options.put(parts[0].strip(), synonyms);
    }
    return options;
  }

  private static List<String> cases(FieldType type) {
    String file = type.wireName() + ".table";
    List<String> cases = new ArrayList<>();
    try (InputStream in = ValueTableTest.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          cases.add(line);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return cases;
  }
}
