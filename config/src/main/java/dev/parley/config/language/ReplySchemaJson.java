package dev.parley.config.language;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import dev.parley.config.language.ReplySchema.ListOf;
import dev.parley.config.language.ReplySchema.OneOf;
import dev.parley.config.language.ReplySchema.Shape;
import dev.parley.config.language.ReplySchema.Text;
import dev.parley.config.language.ReplySchema.Thing;
import dev.parley.config.language.ReplySchema.Whole;
import java.util.List;

/// A reply's shape in the two languages it is needed in: JSON Schema and LangChain4j.
final class ReplySchemaJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ReplySchemaJson() {}

  static ObjectNode write(Shape shape) {
    return switch (shape) {
      case Text text -> node("string", text.description());
      case Whole whole -> node("integer", whole.description());
      case OneOf oneOf -> {
        ObjectNode node = node("string", oneOf.description());
        oneOf.words().forEach(node.putArray("enum")::add);
        yield node;
      }
      case ListOf list -> {
        ObjectNode node = node("array", list.description());
        node.set("items", write(list.item()));
        yield node;
      }
      case Thing thing -> {
        ObjectNode node = node("object", thing.description());
        ObjectNode properties = node.putObject("properties");
        thing.members().forEach((name, member) -> properties.set(name, write(member)));
        thing.members().keySet().forEach(node.putArray("required")::add);
        yield node.put("additionalProperties", false);
      }
    };
  }

  static JsonObjectSchema langChain(Thing thing) {
    JsonObjectSchema.Builder builder =
        JsonObjectSchema.builder()
            .description(orNull(thing.description()))
            .required(List.copyOf(thing.members().keySet()))
            .additionalProperties(false);
    thing.members().forEach((name, member) -> builder.addProperty(name, element(member)));
    return builder.build();
  }

  private static JsonSchemaElement element(Shape shape) {
    return switch (shape) {
      case Text text -> JsonStringSchema.builder().description(orNull(text.description())).build();
      case Whole whole ->
          JsonIntegerSchema.builder().description(orNull(whole.description())).build();
      case OneOf oneOf ->
          JsonEnumSchema.builder()
              .description(orNull(oneOf.description()))
              .enumValues(oneOf.words())
              .build();
      case ListOf list ->
          JsonArraySchema.builder()
              .description(orNull(list.description()))
              .items(element(list.item()))
              .build();
      case Thing thing -> langChain(thing);
    };
  }

  private static ObjectNode node(String type, String description) {
    ObjectNode node = JSON.objectNode().put("type", type);
    return description.isEmpty() ? node : node.put("description", description);
  }

  // LangChain4j leaves a description out when it is null, and sends it when it is empty.
  @SuppressWarnings("NullAway")
  private static String orNull(String description) {
    return description.isEmpty() ? null : description;
  }
}
