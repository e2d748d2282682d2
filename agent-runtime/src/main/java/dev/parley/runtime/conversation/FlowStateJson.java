package dev.parley.runtime.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.parley.config.json.Json;
import dev.parley.runtime.flow.FlowState;
import dev.parley.value.Value;
import java.util.Locale;
import org.jooq.JSONB;

/// The flow's state between turns, as JSON. An unknown member is ignored, so that a node of the
/// version before can go on with what a newer one wrote. Thread-safe.
final class FlowStateJson {
  private static final JsonMapper MAPPER = mapper();
  private static final ObjectReader READER = MAPPER.readerFor(FlowState.class);
  private static final ObjectWriter WRITER = MAPPER.writerFor(FlowState.class);

  private FlowStateJson() {}

  static String write(FlowState state) {
    try {
      return WRITER.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a flow state could not be written as JSON", e);
    }
  }

  static FlowState read(JSONB json) {
    try {
      return READER.readValue(json.data());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored flow state could not be read", e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface ByKind {}

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder(JsonFactory.builder().recyclerPool(Json.BUFFERS).build())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(Value.class, ByKind.class)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);
    for (Class<?> kind : Value.class.getPermittedSubclasses()) {
      String name = kind.getSimpleName().toLowerCase(Locale.ROOT);
      builder.registerSubtypes(new NamedType(kind, name));
    }
    return builder.build();
  }
}
