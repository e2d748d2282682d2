package dev.parley.transcript;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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

  /// How surely these turns were heard: the least sure of them.
  ///
  /// @return empty where that is known of none
  public OptionalDouble confidence(Collection<Integer> seqs) {
    return turns.stream()
        .filter(turn -> seqs.contains(turn.seq()) && turn.confidence().isPresent())
        .mapToDouble(turn -> turn.confidence().getAsDouble())
        .min();
  }

  public List<Turn> by(Speaker speaker) {
    return turns.stream().filter(turn -> turn.from() == speaker).toList();
  }
}
