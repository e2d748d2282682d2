package dev.parley.runtime.understanding;

import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.Folded;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One sentence of a turn.
///
/// @param text as written, without its end mark
/// @param start where it begins in the turn
/// @param asks whether it is a question of the contact's
/// @param opensAsking whether it begins as one ("how", "do you"): "tomorrow at three?" does not
record Sentence(String text, int start, Folded folded, boolean asks, boolean opensAsking) {
  private static final Pattern END = Pattern.compile("([.!?;…]+)(?=\\s|$)|\\n+|[¿¡]");
  private static final Pattern INITIAL = Pattern.compile("(?:^|[\\s.])\\p{Lu}\\p{L}?$");
  private static final int SHORT_WORDS = 2;

  /// Dots inside numbers and addresses end nothing; a title or an initial does not either.
  static List<Sentence> of(String turn, Cues cues) {
    List<Sentence> sentences = new ArrayList<>();
    Matcher matcher = END.matcher(turn);
    int start = 0;
    while (matcher.find()) {
      String mark = matcher.group();
      if (!mark.equals(".") || !INITIAL.matcher(turn.substring(start, matcher.start())).find()) {
        add(sentences, turn, start, matcher.start(), mark.indexOf('?') >= 0, cues);
        start = matcher.end();
      }
    }
    add(sentences, turn, start, turn.length(), false, cues);
    return sentences;
  }

  /// "120?" is an answer said unsurely; "how much is it" is a question without its mark.
  private static void add(
      List<Sentence> to, String turn, int from, int end, boolean marked, Cues cues) {
    int start = from;
    while (start < end && Character.isWhitespace(turn.charAt(start))) {
      start++;
    }
    String text = turn.substring(start, end).strip();
    Folded folded = Folded.of(text);
    if (!folded.isEmpty()) {
      boolean opens = cues.longest(Cue.FACT_ASK, folded, 0) > 0;
      boolean asks = folded.size() > SHORT_WORDS && (marked || opens);
      to.add(new Sentence(text, start, folded, asks || (marked && opens), opens));
    }
  }

  int end() {
    return start + text.length();
  }
}
