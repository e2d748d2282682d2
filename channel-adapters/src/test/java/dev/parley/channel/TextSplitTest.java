package dev.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextSplitTest {
  private static List<String> split(String text, int charsMax) {
    return TextSplit.split(text, TextSplit.chars(charsMax));
  }

  @Test
  void leavesAShortTextWhole() {
    assertThat(split("Hi. How are you?", 16)).containsExactly("Hi. How are you?");
    assertThat(split(" \n ", 16)).isEmpty();
  }

  @Test
  void cutsAfterAParagraphASentenceAWord() {
    assertThat(split("First part.\n\nSecond. Third one", 20))
        .containsExactly("First part.", "Second. Third one");
    assertThat(split("One is here. Two is there. Three", 28))
        .containsExactly("One is here. Two is there.", "Three");
    assertThat(split("a sentence without any end at all", 12))
        .containsExactly("a sentence", "without any", "end at all");
    assertThat(split("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
  }

  @Test
  void keepsACharacterWhole() {
    assertThat(split("👍👍👍", 3)).containsExactly("👍", "👍", "👍");
    assertThat(split("ae\u0301ae\u0301", 2)).containsExactly("a", "e\u0301", "a", "e\u0301");
    // More marks on one letter than a message holds: even then nothing is lost.
    String heap = "a" + "\u0301".repeat(10);
    assertThat(String.join("", split(heap, 4))).isEqualTo(heap);
  }

  @Property
  void losesNothingButSpaceAndExceedsNothing(
      @ForAll @StringLength(max = 300) String text, @ForAll @IntRange(min = 2, max = 60) int max) {
    List<String> parts = split(text, max);
    assertThat(solid(String.join("", parts))).isEqualTo(solid(text));
    assertThat(parts).allMatch(part -> part.length() <= max && !part.isBlank());
  }

  private static String solid(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
