package dev.parley.runtime.cli.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// One contact who says one thing after another. Each for one thread at a time.
interface Talker extends AutoCloseable {
  /// What everybody says, over and over.
  List<String> SAYINGS =
      List.of(
          "How much does it cost?",
          "Is there a warranty?",
          "Hmm, let me think about that for a moment",
          "How long does it take?");

  /// One message, its acknowledgement and its answer.
  void turn(Tally tally, AtomicBoolean counting) throws IOException;

  @Override
  void close() throws IOException;
}
