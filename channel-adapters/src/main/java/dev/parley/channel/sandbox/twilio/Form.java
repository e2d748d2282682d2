package dev.parley.channel.sandbox.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A form as it is posted: names may repeat.
record Form(Map<String, List<String>> fields) {
  private static final int FIELDS_MAX = 200;

  static Form of(byte[] body) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    String text = new String(body, UTF_8);
    if (!text.isEmpty()) {
      String[] pairs = text.split("&", FIELDS_MAX + 1);
      if (pairs.length > FIELDS_MAX) {
        throw new Refusal(20001, "more than " + FIELDS_MAX + " of them");
      }
      for (String pair : pairs) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw new Refusal(20001, "a pair without a name or a value");
        }
        fields
            .computeIfAbsent(decoded(pair.substring(0, equals)), any -> new ArrayList<>(1))
            .add(decoded(pair.substring(equals + 1)));
      }
    }
    return new Form(fields);
  }

  Set<String> names() {
    return fields.keySet();
  }

  List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /// The only value of a name; empty where it is absent or empty, which Twilio takes for the same.
  Optional<String> one(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new Refusal(20001, name + " is given twice");
    }
    return values.stream().findFirst().filter(value -> !value.isEmpty());
  }

  static byte[] encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(UTF_8);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(20001, "a value is not URL-encoded");
    }
  }
}
