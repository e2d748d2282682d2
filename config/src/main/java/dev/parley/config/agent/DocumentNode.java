package dev.parley.config.agent;

import java.math.BigDecimal;
import java.util.List;

/// A definition as written, YAML and JSON alike, each node with its place.
sealed interface DocumentNode {
  Place place();

  /// What a person would call it in a message.
  String kind();

  /// Keys are unique: the builders report and drop repeated ones.
  record Mapping(Place place, List<Entry> entries) implements DocumentNode {
    @Override
    public String kind() {
      return "a group of keys";
    }
  }

  record Entry(String key, Place keyPlace, DocumentNode value) {}

  record Items(Place place, List<DocumentNode> items) implements DocumentNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  record Text(Place place, String text) implements DocumentNode {
    @Override
    public String kind() {
      return "a text";
    }
  }

  record Decimal(Place place, BigDecimal number) implements DocumentNode {
    @Override
    public String kind() {
      return "a number";
    }
  }

  record Flag(Place place, boolean flag) implements DocumentNode {
    @Override
    public String kind() {
      return "true or false";
    }
  }

  record Nothing(Place place) implements DocumentNode {
    @Override
    public String kind() {
      return "nothing";
    }
  }
}
