package dev.parley.value;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A word list of this package: lines of `language.section: phrase, phrase=value, …`. A phrase
/// without a value has its section's name as value. `#` starts a comment; a section may take
/// several lines. Read once, at first use; immutable afterwards.
public final class Lexicon {
  private final Map<String, List<Entry>> sections = new HashMap<>();

  public record Entry(String phrase, String value) {}

  private Lexicon() {}

  public static Lexicon read(String name) {
    Lexicon lexicon = new Lexicon();
    String file = name + ".words";
    try (InputStream in = Lexicon.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("word list " + file + " is missing from the build");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lexicon.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("word list " + file + " cannot be read", e);
    }
    return lexicon;
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    if (line.startsWith("#") || colon < 0) {
      return;
    }
    String key = line.substring(0, colon).strip();
    String section = key.substring(key.indexOf('.') + 1);
    List<Entry> entries = sections.computeIfAbsent(key, unused -> new ArrayList<>());
    for (String item : line.substring(colon + 1).split(",")) {
      int equals = item.indexOf('=');
      String phrase = (equals < 0 ? item : item.substring(0, equals)).strip();
      if (!phrase.isEmpty()) {
        entries.add(new Entry(phrase, equals < 0 ? section : item.substring(equals + 1).strip()));
      }
    }
  }

  public List<Entry> entries(String language, String section) {
    return sections.getOrDefault(language + "." + section, List.of());
  }

  /// A matcher over some sections of one language; the values say which section matched.
  public Phrases<String> phrases(String language, String... names) {
    Phrases<String> phrases = new Phrases<>();
    for (String section : names) {
      entries(language, section).forEach(entry -> phrases.put(entry.phrase(), entry.value()));
    }
    return phrases;
  }
}
