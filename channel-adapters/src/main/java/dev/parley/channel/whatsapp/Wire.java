package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads and writes Meta's JSON: tolerant of what it does not know, since fields come without
/// notice. Thread-safe.
final class Wire {
  private static final int DEPTH_MAX = 50;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .build();

  private Wire() {}

  /// The items of a list that can be read.
  ///
  /// @param unread told once for each that cannot
  static <T> List<T> items(JsonNode list, Class<T> type, Runnable unread) {
    var items = new ArrayList<T>();
    for (JsonNode item : list) {
      read(item, type).ifPresentOrElse(items::add, unread);
    }
    return items;
  }

  static <T> Optional<T> read(JsonNode tree, Class<T> type) {
    try {
      return tree.isObject()
          ? Optional.ofNullable(MAPPER.treeToValue(tree, type))
          : Optional.empty();
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }

  /// A list of somebody else's without its holes.
  static <T> List<T> present(@Nullable List<@Nullable T> list) {
    var present = new ArrayList<T>();
    if (list != null) {
      for (T item : list) {
        if (item != null) {
          present.add(item);
        }
      }
    }
    return present;
  }
}
