package dev.parley.config.language;

import java.util.Optional;

/// Reads a JSON object while it is being written: hands out each top-level member when it is
/// complete, and one text member piece by piece. Skips what stands before the object (a fence, a
/// word of thanks) and ignores what follows it. Never fails: where the text stops being JSON it
/// stops handing out. Not thread-safe; one per answer.
public final class ReplyPieces {
  private enum Where {
    BEFORE,
    /// In the object, before a member's name or the end.
    NAME_AWAITED,
    IN_NAME,
    COLON_AWAITED,
    VALUE_AWAITED,
    IN_VALUE,
    IN_STREAMED,
    AFTER
  }

  private final Optional<String> streamed;
  private final PartialListener listener;
  private final StringBuilder name = new StringBuilder();
  private final StringBuilder value = new StringBuilder();
  private final StringBuilder piece = new StringBuilder();
  private final StringBuilder escape = new StringBuilder();
  private Where where = Where.BEFORE;
  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean spoken;

  /// @param streamed name of the text member to hand out piece by piece
  public ReplyPieces(Optional<String> streamed, PartialListener listener) {
    this.streamed = streamed;
    this.listener = listener;
  }

  /// Takes the next piece of the answer and hands out what it completes.
  public void add(String text) {
    for (int i = 0; i < text.length(); i++) {
      take(text.charAt(i));
    }
    handOut();
  }

  /// Whether text of the streamed member has been handed out.
  public boolean spoken() {
    return spoken;
  }

  private void handOut() {
    // Half of a surrogate pair waits for the other half.
    int end = piece.length();
    if (end > 0 && Character.isHighSurrogate(piece.charAt(end - 1))) {
      end--;
    }
    if (end > 0) {
      String ready = piece.substring(0, end);
      piece.delete(0, end);
      spoken = true;
      listener.text(ready);
    }
  }

  private void take(char c) {
    switch (where) {
      case BEFORE -> where = c == '{' ? Where.NAME_AWAITED : Where.BEFORE;
      case NAME_AWAITED -> nameAwaited(c);
      case IN_NAME -> inName(c);
      case COLON_AWAITED -> where = c == ':' ? Where.VALUE_AWAITED : stay(c);
      case VALUE_AWAITED -> valueAwaited(c);
      case IN_VALUE -> inValue(c);
      case IN_STREAMED -> inStreamed(c);
      case AFTER -> {}
    }
  }

  private void nameAwaited(char c) {
    if (c == '"') {
      name.setLength(0);
      where = Where.IN_NAME;
    } else if (c == '}' || !(isSpace(c) || c == ',')) {
      where = Where.AFTER;
    }
  }

  private void inName(char c) {
    if (escaped) {
      escaped = false;
      name.append(c);
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      where = Where.COLON_AWAITED;
    } else {
      name.append(c);
    }
  }

  private Where stay(char c) {
    return isSpace(c) ? where : Where.AFTER;
  }

  private void valueAwaited(char c) {
    if (isSpace(c)) {
      return;
    }
    if (c == '"' && streamed.isPresent() && streamed.get().contentEquals(name)) {
      where = Where.IN_STREAMED;
      return;
    }
    value.setLength(0);
    depth = 0;
    inText = false;
    where = Where.IN_VALUE;
    inValue(c);
  }

  private void inValue(char c) {
    if (inText) {
      value.append(c);
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        inText = false;
      }
      return;
    }
    switch (c) {
      case '"' -> inText = true;
      case '{', '[' -> depth++;
      case '}', ']' -> depth--;
      default -> {}
    }
    if (depth < 0 || (depth == 0 && c == ',')) {
      memberDone();
      where = depth < 0 ? Where.AFTER : Where.NAME_AWAITED;
    } else {
      value.append(c);
    }
  }

  private void memberDone() {
    String json = value.toString().strip();
    if (!json.isEmpty()) {
      listener.member(name.toString(), json);
    }
  }

  private void inStreamed(char c) {
    if (!escape.isEmpty()) {
      inUnicodeEscape(c);
    } else if (escaped) {
      escaped = false;
      switch (c) {
        case 'n' -> piece.append('\n');
        case 't' -> piece.append('\t');
        case 'r' -> piece.append('\r');
        case 'b' -> piece.append('\b');
        case 'f' -> piece.append('\f');
        case 'u' -> escape.append('u');
        default -> piece.append(c);
      }
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      handOut();
      where = Where.NAME_AWAITED;
    } else {
      piece.append(c);
    }
  }

  private void inUnicodeEscape(char c) {
    if (Character.digit(c, 16) < 0) {
      where = Where.AFTER;
      return;
    }
    escape.append(c);
    if (escape.length() == 5) {
      piece.append((char) Integer.parseInt(escape, 1, 5, 16));
      escape.setLength(0);
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
