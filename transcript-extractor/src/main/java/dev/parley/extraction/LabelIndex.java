package dev.parley.extraction;

import dev.parley.value.ByLanguage;
import dev.parley.value.Phrases;
import dev.parley.value.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the fields of a request are called by name in a text. The longest name wins, so that
/// "user name" is no name of a person.
final class LabelIndex {
  /// @param end index after the last token of the label
  record Hit(List<FieldProfile> fields, int start, int end) {}

  private final Phrases<List<FieldProfile>> labels = new Phrases<>();
  private final List<String> languages;

  LabelIndex(List<FieldProfile> profiles, List<String> languages) {
    this.languages = languages;
    Map<String, List<FieldProfile>> byLabel = new HashMap<>();
    for (FieldProfile profile : profiles) {
      for (String label : profile.labels()) {
        byLabel.computeIfAbsent(label, unused -> new ArrayList<>()).add(profile);
      }
    }
    byLabel.forEach((label, fields) -> labels.put(label, List.copyOf(fields)));
  }

  List<Hit> in(Tokens tokens) {
    List<Hit> hits = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      var label = labels.at(tokens, i);
      var other = ByLanguage.longest(Labels.OTHER, languages, tokens, i);
      boolean masked =
          other.isPresent() && label.map(l -> other.get().end() > l.end()).orElse(true);
      if (masked) {
        i = other.get().end();
      } else if (label.isPresent()) {
        hits.add(new Hit(label.get().value(), i, label.get().end()));
        i = label.get().end();
      } else {
        i++;
      }
    }
    return hits;
  }
}
