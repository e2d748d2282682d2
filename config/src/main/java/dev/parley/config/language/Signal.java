package dev.parley.config.language;

import dev.langchain4j.model.chat.response.ChatResponse;

/// What reaches a call's mailbox. Everything but a cancellation carries the number of the request
/// it belongs to: what comes from an earlier one is dropped.
sealed interface Signal {
  record Piece(int request, String text) implements Signal {}

  record Done(int request, ChatResponse response) implements Signal {}

  record Failed(int request, WireFailure failure) implements Signal {}

  record Cancel() implements Signal {}

  default boolean concerns(int current) {
    return switch (this) {
      case Piece piece -> piece.request() == current;
      case Done done -> done.request() == current;
      case Failed failed -> failed.request() == current;
      case Cancel cancel -> true;
    };
  }
}
