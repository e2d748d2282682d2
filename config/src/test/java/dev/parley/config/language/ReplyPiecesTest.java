package dev.parley.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyPiecesTest {
  private final Heard heard = new Heard();
  private final ReplyPieces pieces = new ReplyPieces(Optional.of("reply"), heard);

  @Test
  void handsOutMembersWhenCompleteAndTheReplyAsItArrives() {
    pieces.add("{\"answers\":[{\"value\":\"a,}]\\\"\"");
    assertThat(heard.members).isEmpty();
    pieces.add("}],\"intent\":\"continue\",\"reply\":\"Hel");
    assertThat(heard.members)
        .containsExactly("answers=[{\"value\":\"a,}]\\\"\"}]", "intent=\"continue\"");
    assertThat(heard.texts).containsExactly("Hel");
    assertThat(pieces.spoken()).isTrue();
    pieces.add("lo\"}");
    assertThat(heard.texts).containsExactly("Hel", "lo");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 1000})
  void readsTheSameWhereverTheTextIsCut(int size) {
    String json =
        "Sure!\n```json\n{ \"a\" : null, \"n\": 1.5 ,\"reply\": \"q\\\"\\\\ \\u00e9\\ud83d\\ude00 😀\\n/\\/\","
            + " \"o\":{\"x\":[1,{}]}}\n```\nBye {\"a\":1}";
    for (int i = 0; i < json.length(); i += size) {
      pieces.add(json.substring(i, Math.min(json.length(), i + size)));
    }
    assertThat(heard.members).containsExactly("a=null", "n=1.5", "o={\"x\":[1,{}]}");
    assertThat(String.join("", heard.texts)).isEqualTo("q\"\\ é😀 😀\n//");
    assertThat(heard.texts)
        .as("no piece ends within a character")
        .noneMatch(text -> Character.isHighSurrogate(text.charAt(text.length() - 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json here",
        "{",
        "}{",
        "{\"reply\"",
        "{\"reply\":\"\\u00zz and more\"}",
        "{\"a\":}",
        "{a:1}",
        "{]\"reply\":\"x\"}",
        "{\"reply\" 1}",
        "[[[[["
      })
  void stopsHandingOutWhereTheTextStopsBeingJson(String text) {
    pieces.add(text);
    assertThat(heard.members).isEmpty();
    assertThat(heard.texts).isEmpty();
    assertThat(pieces.spoken()).isFalse();
  }

  @Test
  void handsOutAStreamedMemberOfAnotherTypeAsAMember() {
    pieces.add("{\"reply\":null,\"b\":true}");
    assertThat(heard.members).containsExactly("reply=null", "b=true");
    assertThat(heard.texts).isEmpty();
  }

  private static final class Heard implements PartialListener {
    final List<String> members = new ArrayList<>();
    final List<String> texts = new ArrayList<>();

    @Override
    public void member(String name, String json) {
      members.add(name + "=" + json);
    }

    @Override
    public void text(String piece) {
      texts.add(piece);
    }
  }
}
