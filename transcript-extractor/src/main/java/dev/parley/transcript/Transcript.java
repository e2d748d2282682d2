package dev.parley.transcript;

import java.util.List;
import java.util.Optional;

/// The turns of one conversation in ascending `seq` (gaps allowed). Immutable.
public record Transcript(List<Turn> turns) {
  public Transcript {
    turns = List.copyOf(turns);
    for (int i = 1; i < turns.size(); i++) {
      if (turns.get(i - 1).seq() >= turns.get(i).seq()) {
        throw new IllegalArgumentException("turns must ascend: " + turns.get(i).seq());
      }
    }
  }

  public Optional<Turn> turn(int seq) {
    return turns.stream().filter(turn -> turn.seq() == seq).findFirst();
  }

  public List<Turn> by(Speaker speaker) {
    return turns.stream().filter(turn -> turn.from() == speaker).toList();
  }
}
