package dev.parley.channel.sms;

import dev.parley.channel.TextSplit;
import java.util.List;
import java.util.Map;

/// Texts as they go over the air: in the cheap alphabet where that costs no meaning, in messages of
/// a bearable length. Thread-safe.
final class SmsText {
  private static final Map<Character, String> PLAIN =
      Map.ofEntries(
          Map.entry('\u2018', "'"),
          Map.entry('\u2019', "'"),
          Map.entry('\u201a', "'"),
          Map.entry('\u201c', "\""),
          Map.entry('\u201d', "\""),
          Map.entry('\u201e', "\""),
          Map.entry('\u00ab', "\""),
          Map.entry('\u00bb', "\""),
          Map.entry('\u2010', "-"),
          Map.entry('\u2011', "-"),
          Map.entry('\u2012', "-"),
          Map.entry('\u2013', "-"),
          Map.entry('\u2014', "-"),
          Map.entry('\u2022', "-"),
          Map.entry('\u2026', "..."),
          Map.entry('\u00a0', " "),
          Map.entry('\u202f', " "),
          Map.entry('\u2009', " "),
          Map.entry('\u200b', ""),
          Map.entry('\t', " "));

  private final SmsSettings settings;

  SmsText(SmsSettings settings) {
    this.settings = settings;
  }

  /// What is sent for a text: one or more messages, none for a blank text.
  List<String> messages(String text) {
    return TextSplit.split(settings.plainPunctuation() ? plain(text) : text, this::end);
  }

  /// Whether a text goes as it is.
  boolean fits(String text) {
    return !text.isBlank() && end(text, 0) == text.length();
  }

  /// The look-alikes, if they make the whole text fit the GSM alphabet; else the text as it was.
  static String plain(String text) {
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (GsmAlphabet.septets(character) > 0) {
        plain.append(character);
        continue;
      }
      String instead = PLAIN.get(character);
      if (instead == null) {
        return text;
      }
      plain.append(instead);
    }
    return plain.toString();
  }

  private int end(String text, int from) {
    int limit = Math.min(text.length(), from + settings.textCharsMax());
    var counter = new SegmentCounter();
    int at = from;
    while (at < limit) {
      int next = at + counter.add(text, at);
      if (next > limit || counter.parts() > settings.segmentsMax()) {
        break;
      }
      at = next;
    }
    return at;
  }
}
