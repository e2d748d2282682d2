package dev.parley.evidence;

import java.util.Optional;
import java.util.UUID;

/// The proof of a field: the words, and the turn (its `seq`) that holds them.
///
/// @param turn for words that were seen in a file: the turn the file came with
/// @param media the file, where the words were seen in it and not said
public record Evidence(int turn, String quote, Optional<UUID> media) {
  public Evidence(int turn, String quote) {
    this(turn, quote, Optional.empty());
  }
}
