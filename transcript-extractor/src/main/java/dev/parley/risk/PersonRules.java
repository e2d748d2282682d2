package dev.parley.risk;

import dev.parley.value.Fold;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a name tells.
final class PersonRules {
  private static final Set<String> MADE_UP =
      Set.of(
          "test",
          "test test",
          "tester",
          "testing",
          "prueba",
          "teste",
          "asd",
          "asdf",
          "qwe",
          "qwerty",
          "abc",
          "aaa",
          "xxx",
          "none",
          "na",
          "n/a",
          "anonymous",
          "anonimo",
          "anonym",
          "nobody",
          "mickey mouse",
          "donald duck",
          "john doe",
          "jane doe",
          "max mustermann",
          "erika mustermann",
          "foo bar",
          "lorem ipsum");

  private PersonRules() {}

  static List<Finding> findings(Submission submission) {
    Optional<String> name = submission.name().filter(one -> !one.isBlank());
    if (name.isEmpty()) {
      return List.of();
    }
    String folded = Fold.fold(name.get().strip());
    if (TextRules.links(name.get()) > 0) {
      return List.of(new Finding(RiskFlag.NAME_WITH_LINK, "a link where a name should be"));
    }
    if (MADE_UP.contains(folded) || folded.chars().noneMatch(Character::isLetter)) {
      return List.of(new Finding(RiskFlag.NAME_FICTIONAL, "a name nobody has"));
    }
    return Gibberish.isLikely(name.get())
        ? List.of(new Finding(RiskFlag.NAME_GIBBERISH, "a name of random letters"))
        : List.of();
  }
}
