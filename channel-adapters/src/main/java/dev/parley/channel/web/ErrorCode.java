package dev.parley.channel.web;

import java.util.Locale;

/// Why a frame was refused. Wire names are stable; browsers choose by them.
enum ErrorCode {
  MALFORMED("The frame is not a JSON object of the form its type asks for."),
  UNKNOWN_TYPE("The type is none of hello, message, typing, end."),
  HELLO_REQUIRED("The first frame must be a hello; nothing was taken."),
  ALREADY_GREETED("This socket has said hello before; open another for another conversation."),
  BAD_ID("A message id is 1 to 64 characters of A-Z a-z 0-9 - _; the message was not taken."),
  TEXT_EMPTY("The message holds no text; it was not taken."),
  TEXT_TOO_LONG("The message is longer than allowed; it was not taken. Shorten it."),
  TOO_FAST("Too many messages in a short time; this one was not taken. Send it again later."),
  CONVERSATION_CLOSED("The conversation has ended; the message was not taken. Begin a new one."),
  NO_SUCH_WIDGET("There is no such widget, or no longer; ask the owner of the page."),
  TRY_LATER("Not taken now; try again later."),
  INTERNAL_ERROR("Something went wrong on the server; nothing was taken. Try again later.");

  private final String message;

  ErrorCode(String message) {
    this.message = message;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String message() {
    return message;
  }
}
