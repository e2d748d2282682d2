package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Ids;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.channel.sandbox.PhoneMessage.Option;
import dev.parley.config.json.Json;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A person on WhatsApp who writes to one business number. Thread-safe.
public final class WhatsAppContact {
  private final Rooms rooms;
  private final Incoming incoming;
  private final BusinessNumber number;
  private volatile WhatsAppUser user;

  WhatsAppContact(Rooms rooms, Incoming incoming, BusinessNumber number, WhatsAppUser user) {
    this.rooms = rooms;
    this.incoming = incoming;
    this.number = number;
    this.user = user;
  }

  /// Writes a text; the webhook goes out at once.
  ///
  /// @return the message's id
  public String says(String text) {
    return send("text", object("text", Json.object().put("body", text)), text);
  }

  /// Writes in answer to a message.
  public String repliesTo(String wamid, String text) {
    ObjectNode body = object("text", Json.object().put("body", text));
    body.set("context", context(wamid));
    return send("text", body, text);
  }

  /// Comes from an advertisement: the first message tells which.
  public String arrivesFromAd(String text, String sourceUrl, String clickId) {
    ObjectNode body = object("text", Json.object().put("body", text));
    body.putObject("referral")
        .put("source_url", sourceUrl)
        .put("source_id", Ids.digits())
        .put("source_type", "ad")
        .put("headline", "Chat with us")
        .put("body", "Ask for an offer")
        .put("media_type", "image")
        .put("image_url", sourceUrl + "/picture")
        .put("ctwa_clid", clickId);
    return send("text", body, text);
  }

  /// Taps a button or a row of the newest message that offers it.
  ///
  /// @throws IllegalStateException when nothing received offers it
  public String taps(String optionId) {
    for (PhoneMessage message : received().reversed()) {
      Optional<Option> option =
          message.options().stream().filter(any -> any.id().equals(optionId)).findFirst();
      if (option.isPresent()) {
        return taps(message, option.get());
      }
    }
    throw new IllegalStateException("no message received offers this option");
  }

  private String taps(PhoneMessage message, Option option) {
    ObjectNode body = Json.object();
    body.set("context", context(message.id()));
    if (message.kind().equals("template")) {
      body.putObject("button").put("payload", option.id()).put("text", option.title());
      return send("button", body, option.title());
    }
    String type = message.listLabel().isEmpty() ? "button_reply" : "list_reply";
    ObjectNode interactive = body.putObject("interactive").put("type", type);
    ObjectNode reply =
        interactive.putObject(type).put("id", option.id()).put("title", option.title());
    if (!option.description().isEmpty()) {
      reply.put("description", option.description());
    }
    return send("interactive", body, option.title());
  }

  /// Sends a file as the kind its type says.
  public String sends(String caption, MediaFile file) {
    return sendsAs(MediaCheck.kindOf(file.type()), caption, file);
  }

  /// @param kind `image`, `audio`, `video`, `document` or `sticker`
  public String sendsAs(String kind, String caption, MediaFile file) {
    Files.Stored stored = rooms.files.add(number.id(), file);
    ObjectNode media =
        Json.object()
            .put("mime_type", file.type())
            .put("sha256", Base64.getEncoder().encodeToString(Files.sha256(file.bytes())))
            .put("id", stored.id());
    if (!caption.isEmpty() && !kind.equals("audio") && !kind.equals("sticker")) {
      media.put("caption", caption);
    }
    if (kind.equals("document")) {
      media.put("filename", file.name());
    }
    if (kind.equals("audio")) {
      media.put("voice", file.type().startsWith("audio/ogg"));
    }
    return send(kind, object(kind, media), caption, List.of(file));
  }

  public String reactsTo(String wamid, String emoji) {
    ObjectNode reaction = Json.object().put("message_id", wamid);
    if (!emoji.isEmpty()) {
      reaction.put("emoji", emoji);
    }
    return send("reaction", object("reaction", reaction), emoji);
  }

  public String sharesLocation(double latitude, double longitude, String name) {
    ObjectNode location =
        Json.object().put("latitude", latitude).put("longitude", longitude).put("name", name);
    return send("location", object("location", location), name);
  }

  /// Shares a number, their own or another's.
  ///
  /// @param phone in E.164
  public String sharesContact(String fullName, String phone) {
    ObjectNode contact = Json.object();
    contact.putObject("name").put("formatted_name", fullName).put("first_name", fullName);
    contact
        .putArray("phones")
        .addObject()
        .put("phone", phone)
        .put("wa_id", phone.substring(1))
        .put("type", "MOBILE");
    ObjectNode body = Json.object();
    body.putArray("contacts").add(contact);
    return send("contacts", body, fullName);
  }

  /// Sends a filled flow.
  ///
  /// @param json its answers, as the flow's screens make them
  public String answersFlow(String json) {
    ObjectNode interactive = Json.object().put("type", "nfm_reply");
    interactive
        .putObject("nfm_reply")
        .put("name", "flow")
        .put("body", "Sent")
        .put("response_json", json);
    return send("interactive", object("interactive", interactive), "Sent");
  }

  public String orders(String productId, int quantity) {
    ObjectNode order = Json.object().put("catalog_id", "194836987003835").put("text", "");
    order
        .putArray("product_items")
        .addObject()
        .put("product_retailer_id", productId)
        .put("quantity", quantity)
        .put("item_price", 30)
        .put("currency", "USD");
    return send("order", object("order", order), "");
  }

  /// Sends something no business can read.
  public String sendsUnsupported() {
    ObjectNode body = Json.object();
    body.putArray("errors").add(Refusal.webhookError(131051, "Message type is not supported."));
    return send("unsupported", body, "");
  }

  /// Anything else, as the vendor may think of it tomorrow.
  public String sendsRaw(String type, ObjectNode body) {
    return send(type, body, "");
  }

  /// Changes the number; a system message tells so, from the old one.
  ///
  /// @param phone in E.164
  public String changesNumberTo(String phone) {
    String digits = phone.substring(1);
    ObjectNode system =
        Json.object()
            .put("body", "User changed from one number to another")
            .put("wa_id", digits)
            .put("type", "user_changed_number");
    String id = send("system", object("system", system), "");
    user = rooms.users.moved(user.userId(), digits);
    return id;
  }

  /// Stops or resumes marketing messages in the app's settings.
  public void wantsMarketing(boolean wants) {
    rooms.limits.wantsMarketing(user.userId(), wants);
    ObjectNode wish = Json.object();
    user.phone().ifPresent(digits -> wish.put("wa_id", digits));
    wish.put("user_id", user.userId())
        .put("category", "marketing_messages")
        .put("value", wants ? "resume" : "stop")
        .put("detail", wants ? "User requested to resume" : "User requested to stop")
        .put("timestamp", rooms.epochSeconds());
    incoming.tell(number, user, "user_preferences", "user_preferences", Json.array().add(wish));
  }

  /// Whether what arrives is read at once. It is, unless said otherwise.
  public WhatsAppContact reads(boolean reads) {
    rooms.limits.reads(user.userId(), reads);
    return this;
  }

  public WhatsAppContact named(String name) {
    user = rooms.users.change(user.userId(), old -> old.named(name));
    return this;
  }

  public WhatsAppContact withUsername(String username) {
    user = rooms.users.change(user.userId(), old -> old.withUsername(username));
    return this;
  }

  /// From now on messages to this person are refused at once with a code.
  public WhatsAppContact refusesWith(int code) {
    rooms.limits.refuse(user.userId(), code);
    return this;
  }

  /// From now on messages to this person are taken and fail with a code such as 131026.
  public WhatsAppContact failsWith(int code) {
    rooms.limits.fail(user.userId(), code);
    return this;
  }

  public WhatsAppContact isReachable() {
    rooms.limits.clear(user.userId());
    return this;
  }

  /// What this phone received, oldest first.
  public List<PhoneMessage> received() {
    return rooms.phones.received(address());
  }

  /// Waits for what it receives.
  ///
  /// @throws IllegalStateException when fewer than `count` came in time
  public List<PhoneMessage> awaitReceived(int count, Duration atMost) {
    return rooms.phones.await(address(), count, atMost);
  }

  /// `+` and digits, or the user id where the number is hidden.
  public String address() {
    return user.address();
  }

  public String userId() {
    return user.userId();
  }

  private String send(String type, ObjectNode body, String text) {
    return send(type, body, text, List.of());
  }

  private String send(String type, ObjectNode body, String text, List<MediaFile> files) {
    String id = rooms.wamids.made(number.id(), user.userId(), true);
    PhoneMessage shown = PhoneMessage.withMedia(id, true, type, text, files, rooms.now());
    return incoming.receive(number, user, type, body, shown);
  }

  private ObjectNode context(String wamid) {
    return Json.object().put("from", number.digits()).put("id", wamid);
  }

  private static ObjectNode object(String name, ObjectNode value) {
    ObjectNode object = Json.object();
    object.set(name, value);
    return object;
  }
}
