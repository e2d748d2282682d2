package dev.parley.channel.speech;

import org.jspecify.annotations.Nullable;

/// Words of a reply that one context speaks, and how far it is with them. Guarded by its mouth.
final class Passage {
  final long reply;
  final String language;
  private final StringBuilder text = new StringBuilder();

  /// Where it is spoken; null before it has a place and after it lost it.
  @Nullable VendorSocket socket;

  @Nullable String context;

  /// All of it is sent and the context told to end after it.
  boolean closing;

  /// Nothing comes any more.
  boolean over;

  /// Nobody wants it any more.
  boolean dropped;

  /// Since when the vendor owes an answer, by the clock of `System.nanoTime`.
  long owedSince;

  private int sent;
  private int given;
  private boolean aligned;
  private boolean heardSinceSent;
  private boolean flushed;

  Passage(long reply, String language) {
    this.reply = reply;
    this.language = language;
  }

  /// Every text ends with a blank, as the vendor wants it.
  void add(String sentence) {
    text.append(sentence).append(' ');
  }

  int chars() {
    return text.length();
  }

  boolean hasUnsent() {
    return sent < text.length();
  }

  String takeUnsent() {
    String unsent = text.substring(sent);
    sent = text.length();
    heardSinceSent = false;
    flushed = false;
    return unsent;
  }

  /// A piece of it was given on.
  void gave(String characters) {
    heardSinceSent = true;
    aligned |= !characters.isEmpty();
    for (int i = 0; i < characters.length() && given < text.length(); i++) {
      boolean extra =
          Character.isWhitespace(characters.charAt(i))
              && !Character.isWhitespace(text.charAt(given));
      if (!extra) {
        given++;
      }
    }
  }

  void flushed() {
    flushed = true;
  }

  /// Whether the vendor has to say something now.
  boolean isOwed() {
    return socket != null && !over && (closing || (sent > 0 && !isSpoken()));
  }

  /// Whether all that was sent has been spoken, as far as is known.
  boolean isSpoken() {
    return flushed || (aligned ? text.substring(given).isBlank() : heardSinceSent);
  }

  /// Its socket is gone: what was not given yet is said again, from the beginning of the word.
  void restart() {
    int from = aligned || !heardSinceSent ? given : sent;
    while (from > 0 && from < text.length() && !Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    text.delete(0, from);
    sent = 0;
    given = 0;
    aligned = false;
    heardSinceSent = false;
    flushed = false;
    over = closing && text.toString().isBlank();
    closing = false;
    socket = null;
    context = null;
  }
}
