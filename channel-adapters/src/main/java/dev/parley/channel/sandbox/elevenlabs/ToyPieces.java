package dev.parley.channel.sandbox.elevenlabs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Text as the pieces of speech the vendor sends: more than one, and now and then an empty one.
final class ToyPieces {
  private static final int CHARS = 24;

  private ToyPieces() {}

  record Piece(String text, String base64) {
    ObjectNode millis(String durationsKey) {
      ObjectNode alignment = Json.object();
      ArrayNode chars = alignment.putArray("chars");
      ArrayNode starts = alignment.putArray("charStartTimesMs");
      ArrayNode durations = alignment.putArray(durationsKey);
      for (int i = 0; i < text.length(); i++) {
        chars.add(String.valueOf(text.charAt(i)));
        starts.add(i * ToySpeech.MILLIS_PER_CHARACTER);
        durations.add(ToySpeech.MILLIS_PER_CHARACTER);
      }
      return alignment;
    }

    ObjectNode seconds() {
      ObjectNode alignment = Json.object();
      ArrayNode chars = alignment.putArray("characters");
      ArrayNode starts = alignment.putArray("character_start_times_seconds");
      ArrayNode ends = alignment.putArray("character_end_times_seconds");
      for (int i = 0; i < text.length(); i++) {
        chars.add(String.valueOf(text.charAt(i)));
        starts.add(i * ToySpeech.MILLIS_PER_CHARACTER / 1000.0);
        ends.add((i + 1) * ToySpeech.MILLIS_PER_CHARACTER / 1000.0);
      }
      return alignment;
    }
  }

  static List<Piece> of(String text) {
    return of(text, 0);
  }

  /// @param stamp the first sound begins with
  static List<Piece> of(String text, int stamp) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece("", ""));
    for (int at = 0; at < text.length(); at += CHARS) {
      String part = text.substring(at, Math.min(text.length(), at + CHARS));
      byte[] sound = ToySpeech.stamped(ToySpeech.say(part), at == 0 ? stamp : 0);
      pieces.add(new Piece(part, Base64.getEncoder().encodeToString(sound)));
    }
    return pieces;
  }
}
