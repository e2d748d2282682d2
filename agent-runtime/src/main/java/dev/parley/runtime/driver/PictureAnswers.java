package dev.parley.runtime.driver;

import dev.parley.config.agent.Question;
import dev.parley.config.language.ModelAttempt;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.flow.Seen;
import java.util.List;
import java.util.Optional;

/// Looks at the files of a turn's messages for the answer to a question. Thread-safe.
public interface PictureAnswers {
  /// Nobody who sees.
  PictureAnswers NONE =
      new PictureAnswers() {
        @Override
        public boolean ready() {
          return false;
        }

        @Override
        public Looked look(
            OwnedConversation owned, Question question, List<WaitingMessage> messages) {
          return Looked.NOTHING;
        }

        @Override
        public Looked lookBack(OwnedConversation owned, Question question) {
          return Looked.NOTHING;
        }
      };

  /// What came of it.
  ///
  /// @param looked whether a file was there in time and a model looked at it
  /// @param seen what it read, unchecked
  record Looked(boolean looked, Optional<Seen> seen, List<ModelAttempt> attempts) {
    public static final Looked NOTHING = new Looked(false, Optional.empty(), List.of());

    public Looked {
      attempts = List.copyOf(attempts);
    }
  }

  /// Whether there is a model that sees.
  boolean ready();

  /// Waits for files that are still on their way, within a limit.
  Looked look(OwnedConversation owned, Question question, List<WaitingMessage> messages)
      throws InterruptedException;

  /// Looks at the newest files the contact has sent so far, for a question that opens only now.
  Looked lookBack(OwnedConversation owned, Question question) throws InterruptedException;
}
