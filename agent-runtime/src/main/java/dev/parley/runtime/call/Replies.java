package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.call.Mouth.After;
import dev.parley.runtime.flow.Advance;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What the engine decides, as words for the voice and what follows them. One owner; not
/// thread-safe.
final class Replies {
  private final AgentDefinition definition;
  private final Notes notes;

  Replies(AgentDefinition definition, Notes notes) {
    this.definition = definition;
    this.notes = notes;
  }

  /// What the agent does of its own accord: adopted, written, and said.
  Reply adopt(Advance advance, Instant now) {
    return adopt(advance, now, "");
  }

  /// @param before words of the call's own that are said first
  Reply adopt(Advance advance, Instant now, String before) {
    notes.adopt(advance.state());
    notes.write(advance.effects(), now);
    return of(advance, before);
  }

  /// Of an advance whose state has been adopted.
  Reply of(Advance advance, String before) {
    After after =
        switch (notes.state().status()) {
          case OPEN -> After.LISTEN;
          case WITH_HUMAN ->
              definition.call().transfer().isPresent() ? After.TRANSFER : After.HANG_UP;
          case CLOSED -> After.HANG_UP;
        };
    String words = (before + " " + advance.say().orElse("")).strip();
    return after == After.LISTEN
        ? withOffer(words, advance.source())
        : reply(words, advance.source(), after);
  }

  /// A sentence of more that follow.
  Reply sentence(String words) {
    return reply(words, Advance.Source.MODEL, After.LISTEN);
  }

  /// The last words before the contact is listened to.
  Reply withOffer(String words, Advance.Source source) {
    return reply((words + " " + offer().orElse("")).strip(), source, After.LISTEN);
  }

  private Reply reply(String words, Advance.Source source, After after) {
    String language = notes.language();
    return new Reply(
        Optional.of(SpokenText.of(words, language)).filter(text -> !text.isEmpty()),
        language,
        source.name().toLowerCase(Locale.ROOT),
        after);
  }

  /// "Press 1 for own": where the contact was not understood.
  private Optional<String> offer() {
    return notes.state().lost() > 0 && definition.call().keypad()
        ? notes.asked().flatMap(open -> Keys.offer(definition, open, notes.language()))
        : Optional.empty();
  }

  /// Words of the call's own, which change nothing.
  Reply says(String words) {
    return new Reply(Optional.of(words), notes.language(), "engine", After.LISTEN);
  }

  Reply quiet() {
    return new Reply(Optional.empty(), notes.language(), "engine", After.LISTEN);
  }

  /// The last words, or none.
  Reply leave(Optional<String> words) {
    return new Reply(words, notes.language(), "engine", After.HANG_UP);
  }
}
