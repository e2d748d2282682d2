package dev.parley.config.language;

import java.util.List;
import java.util.Optional;

/// One question to a language model.
///
/// @param instructions what stays the same from call to call; sent first, so that providers can
///     cache it
/// @param situation what changes with every call; sent last
/// @param schema the shape of the JSON object to answer
/// @param streamed the text member to hand out piece by piece
/// @param pace which budget it has
/// @param pictures shown before the situation, to models that see
public record ModelRequest(
    String instructions,
    String situation,
    ReplySchema schema,
    Optional<String> streamed,
    Pace pace,
    List<Picture> pictures) {
  public ModelRequest {
    pictures = List.copyOf(pictures);
  }

  /// In words alone.
  public ModelRequest(
      String instructions,
      String situation,
      ReplySchema schema,
      Optional<String> streamed,
      Pace pace) {
    this(instructions, situation, schema, streamed, pace, List.of());
  }

  /// How long an answer is worth waiting for; the budgets are settings.
  public enum Pace {
    /// A contact is waiting.
    TURN,
    /// Nobody is waiting: extraction.
    BACKGROUND
  }

  /// Names the instructions in a stored run.
  public String instructionsHash() {
    return Sha256.hex(instructions);
  }
}
