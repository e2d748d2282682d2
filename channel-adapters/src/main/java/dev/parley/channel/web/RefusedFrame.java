package dev.parley.channel.web;

import java.util.Optional;

/// A frame that cannot be taken. Control flow only, hence without a stack trace.
@SuppressWarnings("serial") // never leaves the socket's thread
final class RefusedFrame extends Exception {
  private final ErrorCode code;
  private final Optional<String> messageId;

  RefusedFrame(ErrorCode code, Optional<String> messageId) {
    super(code.wireName(), null, false, false);
    this.code = code;
    this.messageId = messageId;
  }

  ErrorCode code() {
    return code;
  }

  Optional<String> messageId() {
    return messageId;
  }
}
