package dev.parley.config.language;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.parley.config.language.ModelSettings.ConfiguredModel;
import dev.parley.config.language.ModelSettings.JsonMode;
import dev.parley.config.language.ModelSettings.Vendor;
import dev.parley.config.settings.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// One configured model: LangChain4j's client for it, the request in its terms, and its circuit.
/// Thread-safe.
final class ProviderModel {
  private final ConfiguredModel configured;
  private final ModelSettings settings;
  private final StreamingChatModel chat;
  private final Circuit circuit;
  private volatile JsonMode mode;

  ProviderModel(
      ConfiguredModel configured, ModelSettings settings, WireClient wire, Circuit circuit) {
    this.configured = configured;
    this.settings = settings;
    this.circuit = circuit;
    this.mode = configured.json() == JsonMode.AUTO ? JsonMode.SCHEMA : configured.json();
    this.chat =
        switch (configured.vendor()) {
          case ANTHROPIC -> anthropic(wire);
          case OPENAI -> openAi(wire);
        };
  }

  ConfiguredModel configured() {
    return configured;
  }

  StreamingChatModel chat() {
    return chat;
  }

  Circuit circuit() {
    return circuit;
  }

  JsonMode mode() {
    return mode;
  }

  /// What to try when the provider rejects a request in that mode; the same mode when nothing is
  /// left to try.
  JsonMode after(JsonMode rejected) {
    if (configured.json() != JsonMode.AUTO) {
      return rejected;
    }
    return switch (rejected) {
      case AUTO, SCHEMA -> JsonMode.TOOL;
      case TOOL, TEXT -> JsonMode.TEXT;
    };
  }

  /// The provider took a request in that mode: start there from now on.
  void accepted(JsonMode accepted) {
    mode = accepted;
  }

  private StreamingChatModel anthropic(WireClient wire) {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(wire.asBuilder())
        .baseUrl(configured.baseUrl() + "/")
        // LangChain4j insists on a key; a server that wants none does not mind this one.
        .apiKey(configured.key().map(Secret::reveal).orElse("none"))
        .modelName(configured.model())
        .supportedCapabilities(Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA))
        .defaultRequestParameters(
            AnthropicChatRequestParameters.builder()
                .cacheSystemMessages(true)
                .disableParallelToolUse(true)
                .build())
        .build();
  }

  private StreamingChatModel openAi(WireClient wire) {
    OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder builder =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(wire.asBuilder())
            .baseUrl(configured.baseUrl() + "/")
            .modelName(configured.model())
            .strictJsonSchema(true)
            .strictTools(true);
    configured.key().ifPresent(key -> builder.apiKey(key.reveal()));
    return builder.build();
  }

  /// @param request what is asked
  /// @param json never `AUTO`
  ChatRequest translate(ModelRequest request, JsonMode json) {
    String instructions =
        json == JsonMode.TEXT
            ? request.instructions() + shapeInWords(request.schema())
            : request.instructions();
    return ChatRequest.builder()
        .messages(SystemMessage.from(instructions), userMessage(request))
        .parameters(parameters(request, json))
        .build();
  }

  private static UserMessage userMessage(ModelRequest request) {
    if (request.pictures().isEmpty()) {
      return UserMessage.from(request.situation());
    }
    List<Content> contents = new ArrayList<>();
    request.pictures().forEach(picture -> contents.add(content(picture)));
    contents.add(TextContent.from(request.situation()));
    return UserMessage.from(contents);
  }

  private static Content content(Picture picture) {
    String base64 = Base64.getEncoder().encodeToString(picture.bytes());
    return picture.isDocument()
        ? PdfFileContent.from(base64, picture.mediaType())
        : ImageContent.from(base64, picture.mediaType());
  }

  private ChatRequestParameters parameters(ModelRequest request, JsonMode json) {
    int tokensMax = settings.budget(request.pace()).outputTokensMax();
    DefaultChatRequestParameters.Builder<?> builder;
    if (configured.vendor() == Vendor.OPENAI && official()) {
      // OpenAI's newer models refuse the old name of this limit; other servers know only that.
      builder = OpenAiChatRequestParameters.builder().maxCompletionTokens(tokensMax);
    } else {
      builder = ChatRequestParameters.builder().maxOutputTokens(tokensMax);
    }
    settings.temperature().ifPresent(builder::temperature);
    switch (json) {
      case SCHEMA -> builder.responseFormat(schema(request.schema()));
      case TOOL ->
          builder
              .toolSpecifications(
                  ToolSpecification.builder()
                      .name(request.schema().name())
                      .description(request.schema().root().description())
                      .parameters(ReplySchemaJson.langChain(request.schema().root()))
                      .build())
              .toolChoice(ToolChoice.REQUIRED);
      case TEXT, AUTO -> {}
    }
    return builder.build();
  }

  private boolean official() {
    return "api.openai.com".equals(configured.baseUrl().getHost());
  }

  private static ResponseFormat schema(ReplySchema schema) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(
            JsonSchema.builder()
                .name(schema.name())
                .rootElement(ReplySchemaJson.langChain(schema.root()))
                .build())
        .build();
  }

  private static String shapeInWords(ReplySchema schema) {
    return "\n\nAnswer with one JSON object and nothing else. Its JSON Schema:\n" + schema.json();
  }
}
