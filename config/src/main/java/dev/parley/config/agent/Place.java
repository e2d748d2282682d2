package dev.parley.config.agent;

/// Where in the text: line and column, both from 1.
record Place(int line, int column) {
  static final Place START = new Place(1, 1);
}
