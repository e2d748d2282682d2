package dev.parley.runtime.cli;

import org.jspecify.annotations.Nullable;

/// A command that cannot go on; the message is for the person who typed it.
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    this(message, null);
  }

  public CommandException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
