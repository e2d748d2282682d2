package dev.parley.config.agent;

/// One thing that is wrong with a definition, and where.
///
/// @param path of the offending key, e.g. `questions[3].disqualify.when`; empty for the whole text
/// @param message for the business that wrote it: what is wrong and what would be right
/// @param line from 1
/// @param column from 1
public record DefinitionError(
    String path, DefinitionErrorCode code, String message, int line, int column) {
  @Override
  public String toString() {
    String where = path.isEmpty() ? "" : path + ": ";
    return line + ":" + column + " " + where + message + " [" + code.wireName() + "]";
  }
}
