package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A form as a browser or a vendor posts it: names to values, all of them, empty ones too.
/// Immutable.
public final class FormBody {
  private final SortedMap<String, List<String>> values;

  private FormBody(SortedMap<String, List<String>> values) {
    this.values = values;
  }

  /// Reads `application/x-www-form-urlencoded`.
  ///
  /// @param body bytes as they came
  /// @param parametersMax a form with more is no form
  /// @return empty when it is malformed: a broken percent sign, bytes that are not UTF-8
  public static Optional<FormBody> read(byte[] body, int parametersMax) {
    var values = new TreeMap<String, List<String>>();
    int count = 0;
    int start = 0;
    while (start <= body.length) {
      int end = indexOf(body, '&', start, body.length);
      if (end > start) {
        if (++count > parametersMax || !add(values, body, start, end)) {
          return Optional.empty();
        }
      }
      start = end + 1;
    }
    return Optional.of(new FormBody(values));
  }

  /// A form with nothing in it.
  public static FormBody empty() {
    return new FormBody(new TreeMap<>());
  }

  /// A form of single values.
  public static FormBody of(Map<String, String> values) {
    var lists = new TreeMap<String, List<String>>();
    values.forEach((name, value) -> lists.put(name, List.of(value)));
    return new FormBody(lists);
  }

  /// The first value of a name that is not blank.
  public Optional<String> text(String name) {
    return values.getOrDefault(name, List.of()).stream().filter(v -> !v.isBlank()).findFirst();
  }

  public String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /// By name, in the order of the names; the values of one name in the order they came.
  public Map<String, List<String>> sorted() {
    return Collections.unmodifiableMap(values);
  }

  private static boolean add(Map<String, List<String>> values, byte[] body, int start, int end) {
    int equals = indexOf(body, '=', start, end);
    Optional<String> name = decoded(body, start, equals);
    Optional<String> value = equals < end ? decoded(body, equals + 1, end) : Optional.of("");
    if (name.isEmpty() || value.isEmpty()) {
      return false;
    }
    values.computeIfAbsent(name.get(), _ -> new ArrayList<>(1)).add(value.get());
    return true;
  }

  private static Optional<String> decoded(byte[] body, int start, int end) {
    byte[] plain = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      int next = body[i];
      if (next == '+') {
        next = ' ';
      } else if (next == '%') {
        int high = i + 2 < end ? Character.digit(body[i + 1], 16) : -1;
        int low = i + 2 < end ? Character.digit(body[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        next = high << 4 | low;
        i += 2;
      }
      plain[length++] = (byte) next;
    }
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(plain, 0, length)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return to;
  }
}
