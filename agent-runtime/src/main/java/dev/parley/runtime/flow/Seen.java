package dev.parley.runtime.flow;

import java.util.UUID;

/// What a model saw in a file the contact sent. Not trusted: the value counts only where the text
/// says it and it passes its type's validation.
///
/// @param question the question that was open
/// @param media the file's id, for evidence
/// @param value the proposed answer; empty when the file holds none
/// @param text the words that stand in the file, as they were read
public record Seen(String question, UUID media, String value, String text) {
  /// The rest of a longer text is not looked at.
  public static final int TEXT_CHARS_MAX = 4_000;

  public Seen {
    text = text.length() > TEXT_CHARS_MAX ? text.substring(0, TEXT_CHARS_MAX) : text;
  }
}
