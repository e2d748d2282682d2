package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.value.Tokens;
import dev.parley.value.Value;
import java.util.List;
import java.util.Set;

/// "Have you been here before?" – "No" says that it is the first visit: a question may ask for the
/// very opposite of what its field wants to know.
final class Opposites {
  private record Pair(Set<String> one, Set<String> other) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(Set.of("first"), Set.of("existing")), new Pair(Set.of("owner"), Set.of("rent")));

  private Opposites() {}

  /// Whether a question about these concepts asks for the opposite of the field.
  static boolean of(FieldProfile profile, Set<String> asked) {
    return profile.type() == FieldType.YES_NO
        && PAIRS.stream()
            .anyMatch(
                pair ->
                    opposed(profile, asked, pair.one(), pair.other())
                        || opposed(profile, asked, pair.other(), pair.one()));
  }

  private static boolean opposed(
      FieldProfile profile, Set<String> asked, Set<String> own, Set<String> others) {
    return holds(profile.concepts(), own)
        && !holds(profile.concepts(), others)
        && holds(asked, others)
        && !holds(asked, own);
  }

  private static boolean holds(Set<String> concepts, Set<String> any) {
    return any.stream().anyMatch(concepts::contains);
  }

  static Candidate turned(
      FieldProfile profile, Heard turn, Candidate given, List<String> languages) {
    if (profile.type() != FieldType.YES_NO
        || turn.agent().isEmpty()
        || !(given.value() instanceof Value.YesNo(boolean yes))) {
      return given;
    }
    String question = turn.agent().getLast().text();
    return of(profile, Concepts.in(Tokens.of(question), languages))
        ? given.withValue(new Value.YesNo(!yes))
        : given;
  }
}
