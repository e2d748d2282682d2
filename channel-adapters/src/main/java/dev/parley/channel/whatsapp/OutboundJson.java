package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.Attachment;
import dev.parley.channel.OutboundBody.Choices;
import dev.parley.channel.OutboundBody.Media;
import dev.parley.channel.OutboundBody.Option;
import dev.parley.channel.OutboundBody.Parameter;
import dev.parley.channel.OutboundBody.Template;
import dev.parley.channel.OutboundBody.Text;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Sender;
import dev.parley.config.json.Json;
import java.util.Map;
import java.util.Optional;

/// Messages as the Graph API wants them. Thread-safe.
final class OutboundJson {
  /// The list's button, which has to carry a word.
  private static final Map<String, String> CHOOSE =
      Map.of(
          "en",
          "Choose",
          "es",
          "Elegir",
          "pt",
          "Escolher",
          "de",
          "Auswählen",
          "fr",
          "Choisir",
          "it",
          "Scegli");

  private static final String TYPE = "type";
  private static final String TEXT = "text";

  private final OutboundParts parts;

  OutboundJson(OutboundParts parts) {
    this.parts = parts;
  }

  ObjectNode of(OutboundMessage message) {
    ObjectNode root = Json.object();
    root.put("messaging_product", "whatsapp").put("recipient_type", "individual");
    recipient(root, message.recipient());
    message.replyTo().ifPresent(id -> root.putObject("context").put("message_id", id));
    root.put("biz_opaque_callback_data", message.id().toString());
    switch (message.body()) {
      case Text(String text) ->
          root.put(TYPE, TEXT).putObject(TEXT).put("preview_url", false).put("body", text);
      case Choices choices ->
          interactive(root.put(TYPE, "interactive").putObject("interactive"), choices);
      case Template template ->
          template(root.put(TYPE, "template").putObject("template"), template);
      case Media media -> media(root, media);
    }
    return root;
  }

  /// Marks a message, and what came before it, as read, and shows that an answer is being written
  /// (for 25 seconds, or until it comes).
  static ObjectNode readAndTyping(String messageId) {
    ObjectNode root = read(messageId);
    root.putObject("typing_indicator").put(TYPE, TEXT);
    return root;
  }

  /// Marks a message, and what came before it, as read.
  static ObjectNode read(String messageId) {
    ObjectNode root = Json.object();
    return root.put("messaging_product", "whatsapp")
        .put("status", "read")
        .put("message_id", messageId);
  }

  /// By number where it is known: some kinds of messages go to numbers only.
  private static void recipient(ObjectNode root, Sender recipient) {
    Optional<String> phone = recipient.phone();
    if (phone.isPresent()) {
      root.put("to", phone.get().replaceFirst("^\\+", ""));
    } else {
      root.put("recipient", recipient.userId().orElse(""));
    }
  }

  private void interactive(ObjectNode interactive, Choices choices) {
    boolean buttons = parts.fitsButtons(choices);
    interactive.put(TYPE, buttons ? "button" : "list");
    interactive.putObject("body").put(TEXT, choices.text());
    ObjectNode action = interactive.putObject("action");
    if (buttons) {
      ArrayNode listed = action.putArray("buttons");
      for (Option option : choices.options()) {
        listed
            .addObject()
            .put(TYPE, "reply")
            .putObject("reply")
            .put("id", option.id())
            .put("title", option.title());
      }
      return;
    }
    String language = choices.language().split("[-_]", 2)[0];
    action.put("button", CHOOSE.getOrDefault(language, "☰"));
    ArrayNode rows = action.putArray("sections").addObject().putArray("rows");
    for (Option option : choices.options()) {
      ObjectNode row = rows.addObject().put("id", option.id()).put("title", option.title());
      option.description().ifPresent(text -> row.put("description", text));
    }
  }

  private static void template(ObjectNode wire, Template template) {
    wire.put("name", template.name())
        .putObject("language")
        .put("policy", "deterministic")
        .put("code", template.language());
    if (template.parameters().isEmpty()) {
      return;
    }
    ArrayNode parameters =
        wire.putArray("components").addObject().put(TYPE, "body").putArray("parameters");
    for (Parameter parameter : template.parameters()) {
      ObjectNode listed = parameters.addObject().put(TYPE, TEXT);
      parameter.name().ifPresent(name -> listed.put("parameter_name", name));
      listed.put(TEXT, parameter.text());
    }
  }

  private static void media(ObjectNode root, Media media) {
    String type = type(media.kind());
    ObjectNode file = root.put(TYPE, type).putObject(type);
    file.put("link", media.link().toString());
    if (!media.caption().isEmpty()) {
      file.put("caption", media.caption());
    }
    media.fileName().ifPresent(name -> file.put("filename", name));
  }

  private static String type(Attachment.Kind kind) {
    return switch (kind) {
      case IMAGE -> "image";
      case VIDEO -> "video";
      case AUDIO, VOICE_NOTE -> "audio";
      case DOCUMENT -> "document";
      case STICKER -> "sticker";
    };
  }
}
