package dev.parley.channel.speech;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.voice.SpeechSynthesis.Timed;
import java.util.ArrayList;
import java.util.List;

/// Which characters a piece of speech says, and when: by words, since nobody asks for the half of
/// one.
///
/// @param characters all of them
/// @param words each with the blanks after it, and when it begins within the piece
record Alignment(String characters, List<Timed> words) {
  private static final Alignment NONE = new Alignment("", List.of());

  static Alignment millis(JsonNode characters, JsonNode startsMillis) {
    return of(characters, startsMillis, 1);
  }

  static Alignment seconds(JsonNode characters, JsonNode startsSeconds) {
    return of(characters, startsSeconds, 1000);
  }

  /// The same, later within its piece.
  Alignment after(int millis) {
    return new Alignment(
        characters,
        words.stream().map(word -> new Timed(word.characters(), word.atMs() + millis)).toList());
  }

  private static Alignment of(JsonNode characters, JsonNode starts, int millis) {
    if (!characters.isArray() || characters.size() != starts.size()) {
      return NONE;
    }
    StringBuilder all = new StringBuilder();
    StringBuilder word = new StringBuilder();
    List<Timed> words = new ArrayList<>();
    int begins = 0;
    boolean blank = false;
    for (int i = 0; i < characters.size(); i++) {
      String character = characters.get(i).asText("");
      boolean nowBlank = character.isBlank();
      if (blank && !nowBlank && !word.isEmpty()) {
        words.add(new Timed(word.toString(), begins));
        word.setLength(0);
      }
      if (word.isEmpty()) {
        begins = (int) Math.max(0, Math.round(starts.get(i).asDouble(0) * millis));
      }
      word.append(character);
      all.append(character);
      blank = nowBlank;
    }
    if (!word.isEmpty()) {
      words.add(new Timed(word.toString(), begins));
    }
    return new Alignment(all.toString(), words);
  }
}
