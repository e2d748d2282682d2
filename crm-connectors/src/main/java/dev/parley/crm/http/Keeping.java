package dev.parley.crm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.CallLog;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.LeadEvent;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Request;
import okio.Buffer;

/// Makes a call fit for an attempt's history. What was sent holds the lead and what the connector
/// is set up with, of which the secrets are starred. What came back may hold anything: of it stay
/// the words that explain an outcome, ids, and what the lead itself says.
final class Keeping {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STARS = "***";
  private static final int SECRET_CHARACTERS_MIN = 6;
  private static final int DEPTH_MAX = 12;
  private static final int ITEMS_MAX = 20;
  private static final int TEXT_CHARACTERS_MAX = 200;

  /// An answer's texts that say what happened rather than who somebody is.
  private static final Set<String> TELLING =
      Set.of(
          "status",
          "code",
          "message",
          "error",
          "errorcode",
          "error_info",
          "error_description",
          "category",
          "subcategory",
          "policyname",
          "errortype",
          "correlationid",
          "id",
          "action",
          "duplicate_field",
          "referenceid",
          "success",
          "reason",
          "type",
          "api_name",
          "fields");

  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i)token|secret|password|assertion|authorization|signature|api.?key");

  private Keeping() {}

  /// @param max characters of each body that is kept
  static CallLog.Call of(DeliveryRequest attempt, Request request, Answer answer, int max) {
    List<String> secrets = secrets(attempt, request);
    String sent = without(secrets, sent(attempt, request));
    OptionalInt status = OptionalInt.empty();
    String said;
    switch (answer) {
      case Answer.Failed(var failure) -> said = failure.code();
      case Answer.Received received -> {
        status = OptionalInt.of(received.status());
        said = without(secrets, said(attempt, received.body()));
      }
    }
    return new CallLog.Call(
        request.method(),
        cut(without(secrets, request.url().toString()), max),
        cut(sent, max),
        status,
        cut(said, max));
  }

  /// Everything the connector signs in with, and what this call was signed with, longest first so
  /// that none leaves the rest of another.
  private static List<String> secrets(DeliveryRequest attempt, Request request) {
    List<String> secrets = new ArrayList<>();
    for (JsonNode value : attempt.connector().config().credentials().reveal()) {
      addTexts(secrets, value);
    }
    request
        .headers()
        .forEach(
            header -> {
              String name = header.getFirst().toLowerCase(Locale.ROOT);
              if (name.equals("authorization") || name.contains("token")) {
                for (String word : header.getSecond().split(" ", -1)) {
                  secrets.add(word);
                }
              }
            });
    secrets.removeIf(secret -> secret.length() < SECRET_CHARACTERS_MIN);
    for (String secret : List.copyOf(secrets)) {
      secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      secrets.add(JSON.getNodeFactory().textNode(secret).toString().replaceAll("^\"|\"$", ""));
    }
    secrets.removeAll(Set.of("Bearer", "Zoho-oauthtoken"));
    secrets.sort(Comparator.comparingInt(String::length).reversed());
    return secrets;
  }

  private static void addTexts(List<String> texts, JsonNode node) {
    if (node.isTextual()) {
      texts.add(node.textValue());
    } else {
      node.forEach(each -> addTexts(texts, each));
    }
  }

  private static String without(List<String> secrets, String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, STARS);
    }
    return clean;
  }

  /// The lead as it is counts as `CallLog.PAYLOAD`; a form is a sign-in, of which nothing is kept.
  private static String sent(DeliveryRequest attempt, Request request) {
    var body = request.body();
    if (body == null) {
      return "";
    }
    var type = body.contentType();
    if (type == null || !type.subtype().contains("json")) {
      return STARS;
    }
    try (Buffer buffer = new Buffer()) {
      body.writeTo(buffer);
      String text = buffer.readUtf8();
      return text.contains(attempt.payload())
          ? text.replace(attempt.payload(), CallLog.PAYLOAD)
          : plain(JSON.readTree(text), "", attempt.payload()).toString();
    } catch (IOException e) {
      return STARS;
    }
  }

  /// What was said at length is the conversation, which is kept, and deleted, elsewhere.
  private static JsonNode plain(JsonNode node, String name, String lead) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    switch (node) {
      case ObjectNode object -> {
        ObjectNode plain = nodes.objectNode();
        object
            .properties()
            .forEach(each -> plain.set(each.getKey(), plain(each.getValue(), each.getKey(), lead)));
        return plain;
      }
      case ArrayNode array -> {
        ArrayNode plain = nodes.arrayNode();
        array.forEach(each -> plain.add(plain(each, name, lead)));
        return plain;
      }
      default -> {
        if (SECRET_NAME.matcher(name).find()) {
          return nodes.textNode(STARS);
        }
        String text = node.asText();
        return node.isTextual() && text.length() > TEXT_CHARACTERS_MAX && !says(lead, text)
            ? nodes.textNode("(" + text.length() + " characters)")
            : node;
      }
    }
  }

  private static boolean says(String lead, String text) {
    return lead.contains(JsonNodeFactory.instance.textNode(text).toString());
  }

  /// After an erasure nothing of the record stays, not even what the lead said.
  private static String said(DeliveryRequest attempt, String body) {
    if (body.isBlank()) {
      return "";
    }
    boolean erasure = attempt.event().equals(LeadEvent.ERASED.wireName());
    try {
      JsonNode json = JSON.readTree(body);
      if (json != null && json.isContainerNode()) {
        return kept(json, "", erasure ? "" : attempt.payload(), 0).toString();
      }
    } catch (JsonProcessingException e) {
      // No JSON, or cut: its start is shown, masked.
    }
    return Masking.excerpt(body);
  }

  private static JsonNode kept(JsonNode node, String name, String lead, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (depth > DEPTH_MAX) {
      return nodes.textNode("…");
    }
    if (node.isObject()) {
      ObjectNode object = nodes.objectNode();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        object.set(entry.getKey(), kept(entry.getValue(), entry.getKey(), lead, depth + 1));
      }
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = nodes.arrayNode();
      for (int i = 0; i < Math.min(node.size(), ITEMS_MAX); i++) {
        array.add(kept(node.get(i), name, lead, depth + 1));
      }
      return node.size() > ITEMS_MAX ? array.add("…") : array;
    }
    if (SECRET_NAME.matcher(name).find()) {
      return nodes.textNode(STARS);
    }
    boolean telling = TELLING.contains(name.toLowerCase(Locale.ROOT));
    if (node.isTextual()) {
      return nodes.textNode(text(node.textValue(), telling, lead));
    }
    return node.isNumber() && !telling && !lead.contains(node.asText())
        ? nodes.textNode(STARS)
        : node;
  }

  private static String text(String text, boolean telling, String lead) {
    if (text.isEmpty() || says(lead, text)) {
      return text;
    }
    return telling ? Masking.excerpt(text) : STARS;
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "…";
  }
}
