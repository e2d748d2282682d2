package dev.parley.runtime.flow;

import dev.parley.runtime.flow.Advance.Source;
import java.util.Optional;
import java.util.function.Function;

/// A model's reply that is said while it is still being written. What the engine decides of the
/// turn stands already; each sentence is held, with those before it, to what is asked of a whole
/// reply, and where one fails or none comes any more the engine's own words take over. One owner;
/// not thread-safe.
public final class RunningReply {
  private final ReplyCheck check;
  private final Function<Told, Advance> decide;
  private final Advance begun;
  private String told = "";

  /// What the model has said of its reply.
  ///
  /// @param whole whether it is all that is said; else the engine asks the question after it
  record Told(String words, boolean whole) {
    /// Stands for words that are still to come.
    static final Told COMING = new Told("…", true);
  }

  RunningReply(ReplyCheck check, Function<Told, Advance> decide) {
    this.check = check;
    this.decide = decide;
    this.begun = decide.apply(Told.COMING);
  }

  /// Whether it is the model that speaks; else the engine's own words are said.
  boolean isModels() {
    return begun.source() == Source.MODEL;
  }

  /// What follows from the turn, whatever the rest of the reply will be.
  public Advance advance() {
    return told.isEmpty() ? begun : decide.apply(new Told(told, true));
  }

  private FlowState state() {
    return begun.state();
  }

  /// What the engine says before it: the disclosure where it is due and the model does not say
  /// it, else nothing.
  public String before() {
    String said = begun.say().orElse("");
    String due = said.substring(0, said.length() - Told.COMING.words().length()).strip();
    return told.startsWith(due) ? "" : due;
  }

  /// Takes the next sentence where it may be said.
  ///
  /// @return false where it may not
  public boolean take(String sentence) {
    String all = (told + " " + sentence).strip();
    boolean fine = check.mayBegin(all, state().language(), state().answers());
    if (fine) {
      told = all;
    }
    return fine;
  }

  /// It ends: the engine goes on after what was taken, where that does not ask what it should.
  ///
  /// @return `say` is what is still to be said, empty where all was
  public Advance end() {
    if (ReplyCheck.questions(told) == 1) {
      Advance end = decide.apply(new Told(told, true));
      return new Advance(end.state(), Optional.empty(), Source.ENGINE, end.effects());
    }
    Advance whole = decide.apply(new Told(told, false));
    String all = whole.say().orElse("");
    int from = all.indexOf(told, before().length()) + told.length();
    String rest = all.substring(from).strip();
    return new Advance(
        whole.state(),
        Optional.of(rest).filter(words -> !words.isEmpty()),
        Source.ENGINE,
        whole.effects());
  }
}
