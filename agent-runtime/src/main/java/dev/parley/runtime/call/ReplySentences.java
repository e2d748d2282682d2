package dev.parley.runtime.call;

import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.turn.ReplyListener;
import dev.parley.runtime.turn.SentenceStream;
import java.util.function.Consumer;

/// Hands a model's reply on sentence by sentence while it is being written. One per thought; not
/// thread-safe.
final class ReplySentences implements ReplyListener {
  /// Beyond what any reply may have; what follows is not handed on.
  private static final int CHARS_MAX = 1_000;

  private final long thought;
  private final Consumer<Input> to;
  private SentenceStream sentences;
  private int chars;

  /// @param language what is being spoken
  ReplySentences(long thought, String language, Consumer<Input> to) {
    this.thought = thought;
    this.to = to;
    this.sentences = new SentenceStream(language);
  }

  @Override
  public void opened(Proposal proposal) {
    proposal.language().ifPresent(language -> sentences = new SentenceStream(language));
    to.accept(new Input.Opened(thought, proposal));
  }

  @Override
  public void text(String piece) {
    chars += piece.length();
    if (chars <= CHARS_MAX) {
      sentences.add(piece).forEach(this::hand);
    }
  }

  /// The reply is whole: what has no end of its own is its last sentence.
  void end() {
    if (chars <= CHARS_MAX) {
      sentences.rest().ifPresent(this::hand);
    }
  }

  private void hand(String sentence) {
    to.accept(new Input.Sentence(thought, sentence));
  }
}
