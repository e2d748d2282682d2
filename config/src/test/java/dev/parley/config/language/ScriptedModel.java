package dev.parley.config.language;

import dev.parley.config.language.ModelAttempt.Tokens;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A language model that says what a test wrote: texts in order, each streamed in small pieces to
/// the listener, or a failure. Remembers what it was asked. With nothing left to say it is
/// unavailable, as a dead provider would be. Thread-safe.
public final class ScriptedModel implements LanguageModel {
  private static final int PIECE_CHARS = 7;

  private final Deque<ModelReply> script = new ArrayDeque<>();
  private final List<ModelRequest> requests = new ArrayList<>();

  public static ScriptedModel saying(String... replies) {
    ScriptedModel model = new ScriptedModel();
    for (String reply : replies) {
      model.thenSays(reply);
    }
    return model;
  }

  public synchronized ScriptedModel thenSays(String json) {
    script.add(new ModelReply.Answered(json, true, List.of(attempt(Outcome.ANSWERED, json))));
    return this;
  }

  /// Breaks off there, as at a token limit.
  public synchronized ScriptedModel thenIsCutShort(String json) {
    script.add(new ModelReply.Answered(json, false, List.of(attempt(Outcome.CUT_SHORT, json))));
    return this;
  }

  public synchronized ScriptedModel thenFails(Outcome outcome) {
    script.add(new ModelReply.Unavailable(outcome, "", List.of(attempt(outcome, ""))));
    return this;
  }

  public synchronized ScriptedModel thenIsCancelled() {
    script.add(new ModelReply.Cancelled(List.of(attempt(Outcome.CANCELLED, ""))));
    return this;
  }

  /// What it was asked, in order.
  public synchronized List<ModelRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public ModelCall start(ModelRequest request, PartialListener listener) {
    ModelReply reply = next(request);
    if (reply instanceof ModelReply.Answered answered) {
      ReplyPieces pieces = new ReplyPieces(request.streamed(), listener);
      for (int i = 0; i < answered.json().length(); i += PIECE_CHARS) {
        int end = Math.min(answered.json().length(), i + PIECE_CHARS);
        pieces.add(answered.json().substring(i, end));
      }
    }
    return new Ended(reply);
  }

  private synchronized ModelReply next(ModelRequest request) {
    requests.add(request);
    return Optional.ofNullable(script.poll())
        .orElseGet(
            () ->
                new ModelReply.Unavailable(
                    Outcome.CONNECTION, "", List.of(attempt(Outcome.CONNECTION, ""))));
  }

  private static ModelAttempt attempt(Outcome outcome, String json) {
    Tokens tokens = json.isEmpty() ? Tokens.NONE : new Tokens(100, 80, 0, json.length() / 4);
    return new ModelAttempt(
        "scripted", "scripted", outcome, tokens, OptionalLong.of(1), 2, OptionalLong.empty());
  }

  private record Ended(ModelReply reply) implements ModelCall {
    @Override
    public ModelReply await() {
      return reply;
    }

    @Override
    public void cancel() {}
  }
}
