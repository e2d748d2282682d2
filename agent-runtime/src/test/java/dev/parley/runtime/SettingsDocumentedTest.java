package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every setting the code asks for is in `README.md` or `docs/limits.md`, and none other is.
class SettingsDocumentedTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ASKED =
      Pattern.compile("\"((?:PARLEY|OPENAI|ANTHROPIC|ELEVENLABS)_[A-Z_]+)\"");
  private static final Pattern TOLD =
      Pattern.compile("`((?:PARLEY|OPENAI|ANTHROPIC|ELEVENLABS)_[A-Z_]+)`");

  /// What a budget of `ModelSettings` is read from, beneath its prefix.
  private static final Set<String> BUDGET =
      Set.of("FIRST_TEXT", "STALL", "TIMEOUT", "OUTPUT_TOKENS");

  /// What is read beneath a vendor's prefix.
  private static final Set<String> VENDOR = Set.of("_API_KEY", "_BASE_URL");

  @Test
  void everySettingIsDocumented() throws IOException {
    assertThat(told()).containsAll(asked());
  }

  @Test
  void everyDocumentedSettingIsOne() throws IOException {
    assertThat(asked()).containsAll(told());
  }

  private static Set<String> told() throws IOException {
    Set<String> told = new TreeSet<>();
    for (String page : Set.of("README.md", "docs/limits.md")) {
      names(TOLD, Files.readString(ROOT.resolve(page)), told);
    }
    return told;
  }

  private static Set<String> asked() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().contains("src/main/java"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> names(ASKED, read(file), names));
    }
    Set<String> asked = new TreeSet<>();
    for (String name : names) {
      if (name.startsWith("PARLEY_MODEL_") && name.endsWith("_")) {
        BUDGET.forEach(rest -> asked.add(name + rest));
      } else if (name.endsWith("_")) {
        // Put together from a prefix: the pages' own names beneath it are taken on trust.
        told().stream().filter(told -> told.startsWith(name)).forEach(asked::add);
      } else {
        asked.add(name);
      }
    }
    for (String vendor : Set.of("OPENAI", "ANTHROPIC")) {
      VENDOR.forEach(rest -> asked.add(vendor + rest));
    }
    assertThat(asked).hasSizeGreaterThan(50);
    return asked;
  }

  private static void names(Pattern pattern, String text, Set<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
