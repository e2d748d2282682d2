package dev.parley.config.language;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Consumer;

/// LangChain4j's callbacks of one request, put into a mailbox: they come on the wire's threads.
record Enqueue(int request, Consumer<Signal> mailbox) implements StreamingChatResponseHandler {
  @Override
  public void onPartialResponse(String text) {
    mailbox.accept(new Signal.Piece(request, text));
  }

  @Override
  public void onPartialToolCall(PartialToolCall call) {
    mailbox.accept(new Signal.Piece(request, call.partialArguments()));
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    mailbox.accept(new Signal.Done(request, response));
  }

  @Override
  public void onError(Throwable error) {
    // The wire reports its own failures; what is left is an event LangChain4j could not read.
    mailbox.accept(new Signal.Failed(request, WireFailure.of(Outcome.BROKEN_STREAM)));
  }
}
