package dev.parley.config.language;

import java.util.Locale;

/// How one request to one provider ended.
public enum Outcome {
  ANSWERED(Next.DONE),
  /// It hit its token limit: the answer lacks its end.
  CUT_SHORT(Next.DONE),
  /// The caller no longer wants it.
  CANCELLED(Next.DONE),
  /// The model declined.
  REFUSED(Next.OTHER_PROVIDER),
  /// The provider's content filter stopped it.
  FILTERED(Next.OTHER_PROVIDER),
  /// It ended without a word.
  EMPTY(Next.RETRY),
  /// No text within the budget for the first of it.
  SLOW_FIRST_TEXT(Next.OTHER_PROVIDER),
  /// Text stopped coming.
  STALLED(Next.OTHER_PROVIDER),
  /// The budget of the whole call ran out.
  OUT_OF_TIME(Next.OTHER_PROVIDER),
  RATE_LIMITED(Next.RETRY),
  OVERLOADED(Next.RETRY),
  SERVER_ERROR(Next.RETRY),
  /// The connection was refused, reset, or could not be made.
  CONNECTION(Next.RETRY),
  /// The stream ended or turned unreadable before the answer was complete.
  BROKEN_STREAM(Next.RETRY),
  /// The answer went over the size limit.
  TOO_LARGE(Next.OTHER_PROVIDER),
  /// The provider does not take this request.
  REJECTED(Next.OTHER_PROVIDER),
  /// Wrong key, or no right to the model.
  UNAUTHORIZED(Next.OTHER_PROVIDER),
  /// The account has no credit left.
  NO_CREDIT(Next.OTHER_PROVIDER),
  UNKNOWN_MODEL(Next.OTHER_PROVIDER),
  /// Not asked: it failed lately and is left alone for a while.
  COOLING(Next.OTHER_PROVIDER),
  /// Not asked: too many calls are under way.
  BUSY(Next.OTHER_PROVIDER);

  enum Next {
    DONE,
    RETRY,
    OTHER_PROVIDER
  }

  private final Next next;

  Outcome(Next next) {
    this.next = next;
  }

  boolean retriable() {
    return next == Next.RETRY;
  }

  /// Stable, for rows, metrics and logs, e.g. `rate_limited`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
