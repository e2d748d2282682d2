package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.MediaFile;
import java.util.List;
import java.util.Optional;

/// A message as a client asks for it, every field checked.
///
/// @param input `to` or `recipient`, as it came
/// @param opaque `biz_opaque_callback_data`
/// @param category of the template; empty for free-form messages
record SendRequest(
    String input,
    WhatsAppUser user,
    Shown shown,
    Optional<String> opaque,
    Optional<String> category,
    Optional<String> reactsTo,
    ObjectNode json) {

  boolean isTemplate() {
    return category.isPresent();
  }

  /// Reads requests.
  static final class Reader {
    private static final int OPAQUE_CHARS_MAX = 512;
    private static final int CAPTION = 1_024;

    private final Users users;
    private final Files files;
    private final TemplateCheck templates;
    private final Wamids wamids;

    Reader(Users users, Files files, Templates templates, Wamids wamids) {
      this.users = users;
      this.files = files;
      this.templates = new TemplateCheck(templates);
      this.wamids = wamids;
    }

    SendRequest read(ObjectNode json) {
      Fields fields = Fields.of(json, "");
      fields.oneOf("messaging_product", "whatsapp");
      if (fields.has("recipient_type")) {
        fields.oneOf("recipient_type", "individual");
      }
      String type = fields.has("type") ? fields.text("type", 30) : "text";
      fields.knowsOnly(
          "messaging_product",
          "recipient_type",
          "to",
          "recipient",
          "type",
          "context",
          "biz_opaque_callback_data",
          type);
      WhatsAppUser user = user(fields);
      fields.maybeObject("context").ifPresent(this::context);
      Optional<String> opaque =
          Optional.of(fields.maybeText("biz_opaque_callback_data", OPAQUE_CHARS_MAX))
              .filter(text -> !text.isEmpty());
      return content(fields, type, user, opaque, json);
    }

    private SendRequest content(
        Fields fields, String type, WhatsAppUser user, Optional<String> opaque, ObjectNode json) {
      String input = fields.has("to") ? fields.text("to", 40) : fields.text("recipient", 140);
      Optional<String> category = Optional.empty();
      Optional<String> reactsTo = Optional.empty();
      Shown shown;
      switch (type) {
        case "text" -> shown = text(fields.object("text"));
        case "interactive" -> shown = InteractiveCheck.of(fields.object("interactive"));
        case "template" -> {
          TemplateCheck.Filled filled = templates.of(fields.object("template"));
          category = Optional.of(filled.template().category());
          shown = filled.shown();
        }
        case "reaction" -> {
          Fields reaction = fields.object("reaction").knowsOnly("message_id", "emoji");
          reactsTo = Optional.of(known(reaction.text("message_id", 200)));
          shown = Shown.text("reaction", reaction.maybeText("emoji", 12));
        }
        case "location" -> shown = location(fields.object("location"));
        case "contacts" -> shown = contacts(fields.objects("contacts", 1, 257));
        case "image", "audio", "video", "document", "sticker" ->
            shown = media(type, fields.object(type));
        default -> throw new Refusal(100, "Param type is none this sandbox knows");
      }
      return new SendRequest(input, user, shown, opaque, category, reactsTo, json);
    }

    private WhatsAppUser user(Fields fields) {
      if (fields.has("to")) {
        String digits = fields.text("to", 40).replaceFirst("^\\+", "");
        if (!Users.isPhone(digits)) {
          throw new Refusal(131009, "to is neither digits nor E.164");
        }
        return users.byPhone(digits);
      }
      if (!fields.has("recipient")) {
        throw new Refusal(131008, "to is missing");
      }
      return users
          .known(fields.text("recipient", 140))
          .orElseThrow(() -> new Refusal(131009, "recipient is no user id of this business"));
    }

    private void context(Fields context) {
      known(context.knowsOnly("message_id").text("message_id", 200));
    }

    private String known(String wamid) {
      if (!wamids.isKnown(wamid)) {
        throw new Refusal(131009, "message_id is no message of this conversation");
      }
      return wamid;
    }

    private static Shown text(Fields text) {
      text.knowsOnly("body", "preview_url").maybeFlag("preview_url");
      return Shown.text("text", text.text("body", 4_096));
    }

    private static Shown location(Fields location) {
      location.knowsOnly("latitude", "longitude", "name", "address");
      double latitude = location.number("latitude", -90, 90);
      double longitude = location.number("longitude", -180, 180);
      String name = location.maybeText("name", 100);
      location.maybeText("address", 300);
      return Shown.text(
          "location", (name.isEmpty() ? "" : name + " ") + latitude + ", " + longitude);
    }

    private static Shown contacts(List<Fields> contacts) {
      StringBuilder names = new StringBuilder();
      for (Fields contact : contacts) {
        Fields name = contact.object("name");
        names.append(names.isEmpty() ? "" : ", ").append(name.text("formatted_name", 300));
      }
      return Shown.text("contacts", names.toString());
    }

    private Shown media(String kind, Fields media) {
      MediaCheck.knownKeys(kind, media);
      Optional<String> id = MediaCheck.source(media);
      String caption = media.maybeText("caption", CAPTION);
      media.maybeText("filename", 240);
      if (id.isEmpty()) {
        return Shown.text(kind, (caption + " " + media.text("link", 2_000)).strip());
      }
      MediaFile file =
          files
              .get(id.get())
              .map(Files.Stored::file)
              .orElseThrow(() -> new Refusal(131009, kind + ".id is no file of this business"));
      MediaCheck.checkKind(kind, file.type(), file.bytes().length);
      return new Shown(kind, "", caption, "", "", List.of(), List.of(file));
    }
  }
}
