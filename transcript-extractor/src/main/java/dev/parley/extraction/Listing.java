package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.value.Found;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options an agent names, in the order in which they were named: "the second one" is the
/// second of these.
final class Listing {
  private Listing() {}

  static Map<String, List<String>> of(FieldProfile profile, String text) {
    Map<String, List<String>> listed = new LinkedHashMap<>();
    for (Found found : ValueReader.mentions(FieldType.CHOICE, text, profile.context())) {
      if (found.value() instanceof Value.Choice(String option)) {
        listed.put(option, profile.context().options().getOrDefault(option, List.of()));
      }
    }
    return listed;
  }
}
