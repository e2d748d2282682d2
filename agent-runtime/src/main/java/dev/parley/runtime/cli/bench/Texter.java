package dev.parley.runtime.cli.bench;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One contact with a telephone: the vendor's webhook carries what is said, its answer is the
/// acknowledgement, and the reply is there when the vendor has taken it. Whoever has said enough is
/// followed by another person, in a conversation of their own: one that went on for ever would meet
/// the limit of its turns and become a lead. Talks on one thread, is told on others.
final class Texter implements Talker {
  private static final int ANSWER_SECONDS = 30;
  private static final int SAID_MAX = 100;

  /// Shares no divisor with the other: texters do not all change in the same moment.
  private static final int SAID_BEFORE = 37;

  private final int ordinal;
  private final People people;
  private final Semaphore acknowledgements = new Semaphore(0);
  private final Semaphore answers = new Semaphore(0);
  private volatile String underWay = "";
  private volatile long acknowledged;
  private volatile long answered;
  private Consumer<String> says;
  private int said;

  Texter(int ordinal, People people) {
    this.ordinal = ordinal;
    this.people = people;
    this.says = people.another(this);
  }

  /// Told before the vendor brings the message.
  void sent(String messageId) {
    underWay = messageId;
  }

  /// Told when the server has answered the webhook.
  void taken(String messageId) {
    if (messageId.equals(underWay)) {
      acknowledged = System.nanoTime();
      acknowledgements.release();
    }
  }

  void answered() {
    answered = System.nanoTime();
    answers.release();
  }

  @Override
  public void turn(Tally tally, AtomicBoolean counting) throws IOException {
    String text = SAYINGS.get((ordinal + said) % SAYINGS.size());
    said++;
    if ((ordinal * SAID_BEFORE + said) % SAID_MAX == 0) {
      says = people.another(this);
    }
    long began = System.nanoTime();
    says.accept(text);
    await(answers, "answered");
    await(acknowledgements, "acknowledged");
    if (counting.get()) {
      tally.count(began, acknowledged, answered);
    }
  }

  private static void await(Semaphore sign, String what) throws IOException {
    try {
      if (!sign.tryAcquire(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("a message was not " + what + " in " + ANSWER_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {}
}
