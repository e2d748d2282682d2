package dev.parley.config.language;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.parley.config.language.ModelAttempt.Tokens;
import dev.parley.config.language.ModelSettings.Budget;
import dev.parley.config.language.ModelSettings.JsonMode;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request to one provider, from the thread that owns the call: sends it, hands pieces on, and
/// keeps the clock. Not thread-safe; one per request.
final class ModelRun {
  private static final Logger LOG = LoggerFactory.getLogger(ModelRun.class);

  private final int number;
  private final ProviderModel provider;
  private final ModelRequest request;
  private final JsonMode json;
  private final BlockingQueue<Signal> mailbox;
  private final ReplyPieces pieces;
  private final LongSupplier nowMillis;
  private final StringBuilder text = new StringBuilder();
  private final long startedMillis;
  private OptionalLong firstTextMillis = OptionalLong.empty();
  private Tokens tokens = Tokens.NONE;
  private WireFailure failure = WireFailure.of(Outcome.CONNECTION);

  ModelRun(
      int number,
      ProviderModel provider,
      ModelRequest request,
      JsonMode json,
      PartialListener listener,
      BlockingQueue<Signal> mailbox,
      LongSupplier nowMillis) {
    this.number = number;
    this.provider = provider;
    this.request = request;
    this.json = json;
    this.mailbox = mailbox;
    this.pieces = new ReplyPieces(request.streamed(), listener);
    this.nowMillis = nowMillis;
    this.startedMillis = nowMillis.getAsLong();
  }

  /// What it wrote so far.
  String text() {
    return text.toString();
  }

  /// Whether the listener has heard text of it.
  boolean spoken() {
    return pieces.spoken();
  }

  WireFailure failure() {
    return failure;
  }

  ModelAttempt attempt(Outcome outcome) {
    OptionalLong cost =
        provider.configured().price().isPresent() && !tokens.equals(Tokens.NONE)
            ? OptionalLong.of(provider.configured().price().get().costMicros(tokens))
            : OptionalLong.empty();
    return new ModelAttempt(
        provider.configured().vendor().wireName(),
        provider.configured().model(),
        outcome,
        tokens,
        firstTextMillis,
        nowMillis.getAsLong() - startedMillis,
        cost);
  }

  /// @param endMillis when the whole call must be over
  Outcome run(Budget budget, long endMillis) throws InterruptedException {
    ChatRequest chat = provider.translate(request, json);
    WireCall wire = new WireCall(failed -> mailbox.add(new Signal.Failed(number, failed)));
    try {
      send(chat, wire);
      return listen(wire, budget, endMillis);
    } finally {
      wire.close();
    }
  }

  private void send(ChatRequest chat, WireCall wire) {
    try {
      ScopedValue.where(WireCall.CURRENT, wire)
          .run(() -> provider.chat().chat(chat, new Enqueue(number, mailbox::add)));
    } catch (RuntimeException e) {
      // The client refused to send it; its words may quote the request.
      LOG.error("{} could not be asked: {}", provider.configured().name(), e.getClass().getName());
      wire.failed(WireFailure.of(Outcome.REJECTED));
    }
  }

  private Outcome listen(WireCall wire, Budget budget, long endMillis) throws InterruptedException {
    long textDueMillis = startedMillis + budget.firstTextMillis();
    while (true) {
      long waitMillis = Math.min(textDueMillis, endMillis) - nowMillis.getAsLong();
      Signal signal = waitMillis > 0 ? mailbox.poll(waitMillis, TimeUnit.MILLISECONDS) : null;
      if (signal == null) {
        // A provider that was given less than its time is not to blame.
        return endMillis < textDueMillis ? Outcome.OUT_OF_TIME : slow();
      }
      if (!signal.concerns(number)) {
        continue;
      }
      switch (signal) {
        case Signal.Piece piece -> {
          take(piece.text());
          textDueMillis = nowMillis.getAsLong() + budget.stallMillis();
        }
        case Signal.Done done -> {
          return ended(wire, done.response());
        }
        case Signal.Failed failed -> {
          failure = failed.failure();
          return failure.outcome();
        }
        case Signal.Cancel cancel -> {
          return Outcome.CANCELLED;
        }
      }
    }
  }

  private Outcome slow() {
    return text.isEmpty() ? Outcome.SLOW_FIRST_TEXT : Outcome.STALLED;
  }

  private void take(String piece) {
    if (firstTextMillis.isEmpty()) {
      firstTextMillis = OptionalLong.of(nowMillis.getAsLong() - startedMillis);
    }
    text.append(piece);
    pieces.add(piece);
  }

  private Outcome ended(WireCall wire, ChatResponse response) {
    tokens = tokens(response.metadata().tokenUsage());
    // Tool arguments are whole here even from a server that did not stream them.
    String whole = whole(response.aiMessage());
    if (whole.length() > text.length() && whole.startsWith(text.toString())) {
      take(whole.substring(text.length()));
    }
    FinishReason reason = response.metadata().finishReason();
    if (wire.wasRefused()) {
      return Outcome.REFUSED;
    }
    if (reason == FinishReason.CONTENT_FILTER) {
      return Outcome.FILTERED;
    }
    if (text.toString().isBlank()) {
      return Outcome.EMPTY;
    }
    // Servers name other reasons of their own; only a known end is taken for one.
    boolean atItsEnd = reason == FinishReason.STOP || reason == FinishReason.TOOL_EXECUTION;
    return atItsEnd ? Outcome.ANSWERED : Outcome.CUT_SHORT;
  }

  private static String whole(AiMessage message) {
    if (message.hasToolExecutionRequests()) {
      return message.toolExecutionRequests().getFirst().arguments();
    }
    String text = message.text();
    return text == null ? "" : text;
  }

  private static Tokens tokens(@Nullable TokenUsage usage) {
    if (usage == null) {
      return Tokens.NONE;
    }
    int input = count(usage.inputTokenCount());
    int output = count(usage.outputTokenCount());
    if (usage instanceof AnthropicTokenUsage anthropic) {
      // Anthropic counts cached tokens beside its input, OpenAI within.
      int cached = count(anthropic.cacheReadInputTokens());
      int written = count(anthropic.cacheCreationInputTokens());
      return new Tokens(input + cached + written, cached, written, output);
    }
    if (usage instanceof OpenAiTokenUsage openAi && openAi.inputTokensDetails() != null) {
      return new Tokens(input, count(openAi.inputTokensDetails().cachedTokens()), 0, output);
    }
    return new Tokens(input, 0, 0, output);
  }

  private static int count(@Nullable Integer count) {
    return count == null ? 0 : Math.max(0, count);
  }
}
