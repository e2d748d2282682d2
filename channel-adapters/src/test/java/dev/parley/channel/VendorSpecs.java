package dev.parley.channel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;

/// The vendors' own descriptions of their APIs. They are not part of this project; where a copy
/// lies in `shared/specs` beside a folder above, tests hold our requests against it.
public final class VendorSpecs {
  private static final int YAML_CHARS_MAX = 20_000_000;

  private VendorSpecs() {}

  /// Reads one, or skips the test and says why.
  public static JsonNode read(String name) throws IOException {
    Optional<Path> file = find(Path.of("shared", "specs").resolve(name));
    assumeTrue(file.isPresent(), "no copy of " + name + " in shared/specs: not compared");
    if (name.endsWith(".json")) {
      return JsonMapper.builder().build().readTree(Files.readAllBytes(file.get()));
    }
    var options = new LoaderOptions();
    options.setCodePointLimit(YAML_CHARS_MAX);
    var yaml = YAMLFactory.builder().loaderOptions(options).build();
    return JsonMapper.builder(yaml).build().readTree(Files.newBufferedReader(file.get()));
  }

  /// What is wrong with a value by one of the description's schemas.
  public static List<Error> problems(JsonNode spec, String schemaName, JsonNode value) {
    ObjectNode document = JsonMapper.builder().build().createObjectNode();
    document.put("$ref", "#/components/schemas/" + schemaName);
    document.set("components", spec.path("components"));
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(document.toString(), InputFormat.JSON);
    return schema.validate(value.toString(), InputFormat.JSON);
  }

  private static Optional<Path> find(Path relative) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      if (Files.exists(folder.resolve(relative))) {
        return Optional.of(folder.resolve(relative));
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }
}
