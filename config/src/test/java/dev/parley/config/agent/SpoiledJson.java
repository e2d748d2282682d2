package dev.parley.config.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// The same mistake, written in JSON.
final class SpoiledJson {
  private static final Set<DefinitionErrorCode> YAML_ONLY =
      Set.of(
          DefinitionErrorCode.BAD_SYNTAX,
          DefinitionErrorCode.DUPLICATE_KEY,
          DefinitionErrorCode.TOO_LARGE);

  private SpoiledJson() {}

  /// Mistakes of the writing itself have no twin in the other format.
  static boolean cannotBeWritten(DefinitionError error) {
    return YAML_ONLY.contains(error.code()) || error.message().contains("beyond any use");
  }

  static String of(String yaml) throws IOException {
    LoadSettings core =
        LoadSettings.builder().setSchema(new CoreSchema()).setAllowDuplicateKeys(true).build();
    return new ObjectMapper().writeValueAsString(new Load(core).loadFromString(yaml));
  }
}
