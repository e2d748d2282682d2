package dev.parley.value;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the longest known phrase at a token. Filled once, then only read: thread-safe if published
/// safely.
public final class Phrases<T> {
  private final Node<T> root = new Node<>();

  private static final class Node<T> {
    final Map<String, Node<T>> next = new HashMap<>();
    @Nullable T value;
  }

  /// @param end index after the phrase's last token
  public record Match<T>(T value, int end) {}

  public void put(String phrase, T value) {
    Tokens tokens = Tokens.of(phrase);
    Node<T> node = root;
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).isSign('-')) {
        node = node.next.computeIfAbsent(tokens.get(i).folded(), unused -> new Node<>());
      }
    }
    if (node != root && node.value == null) {
      node.value = value;
    }
  }

  /// Hyphens inside a phrase are passed over.
  public Optional<Match<T>> at(Tokens tokens, int start) {
    Node<T> node = root;
    Match<T> longest = null;
    for (int i = start; i < tokens.size(); i++) {
      if (i > start && tokens.isSign(i, '-')) {
        continue;
      }
      node = node.next.get(tokens.get(i).folded());
      if (node == null) {
        break;
      }
      if (node.value != null) {
        longest = new Match<>(node.value, i + 1);
      }
    }
    return Optional.ofNullable(longest);
  }

  public boolean has(Tokens tokens, int start) {
    return at(tokens, start).isPresent();
  }

  /// Whether any phrase stands anywhere in the tokens of `from` (inclusive) to `to` (exclusive).
  public boolean anywhere(Tokens tokens, int from, int to) {
    for (int i = Math.max(0, from); i < Math.min(to, tokens.size()); i++) {
      if (has(tokens, i)) {
        return true;
      }
    }
    return false;
  }
}
