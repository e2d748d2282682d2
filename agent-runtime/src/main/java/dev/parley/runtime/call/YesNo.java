package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.value.Value;
import dev.parley.value.ValueContext;
import dev.parley.value.ValueReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A yes or a no to what the call itself asked. Pure.
final class YesNo {
  private YesNo() {}

  static Optional<Boolean> read(
      String text, AgentDefinition definition, String language, Instant now) {
    List<String> languages = new ArrayList<>();
    languages.add(language);
    languages.addAll(definition.languages());
    ValueContext context =
        ValueContext.of(
            languages,
            definition.region(),
            definition.timeZone(),
            now.atZone(definition.timeZone()).toLocalDateTime());
    return ValueReader.answer(FieldType.YES_NO, text, context)
        .value()
        .map(found -> found.value() instanceof Value.YesNo(boolean yes) && yes);
  }
}
