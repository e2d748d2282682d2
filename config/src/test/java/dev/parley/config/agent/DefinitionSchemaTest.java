package dev.parley.config.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.AgentDefinitionReader.Read;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published schema and the reader must not tell two stories.
final class DefinitionSchemaTest {
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try (InputStream in =
        DefinitionSchemaTest.class.getResourceAsStream("/schema/agent-definition.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.parley.config.agent.SamplesTest#samples")
  void theSchemaAcceptsEverySample(Path sample) throws IOException {
    Read read = (Read) new AgentDefinitionReader().read(Files.readString(sample), Format.YAML);

    assertThat(SCHEMA.validate(read.tree().toString(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void theSchemaAcceptsTheGoodDefinition() throws IOException {
    assertThat(SCHEMA.validate(SpoiledJson.of(Spoiled.GOOD), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.parley.config.agent.SpoiledDefinitions#all")
  void theSchemaRefusesWhatASchemaCanSee(Spoiled spoiled) throws IOException {
    if (spoiled.code().equals("bad_syntax")) {
      return;
    }
    boolean refused = !SCHEMA.validate(SpoiledJson.of(spoiled.yaml()), InputFormat.JSON).isEmpty();

    assertThat(refused).isEqualTo(spoiled.schema());
  }
}
