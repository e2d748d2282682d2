package dev.parley.channel.voice;

import java.util.List;
import java.util.Optional;

/// A call that is up. All methods are called by the call's one owner thread, return at once and
/// never throw on what the network does: that arrives as a [CallEvent].
public interface CallLine {
  CallDetails call();

  /// Says a sentence of a reply, after those said before. Replies are numbered upwards from 1.
  void say(long reply, Sentence sentence);

  /// No more sentences of this reply: a [CallEvent.PlayedOut] follows when it has been heard.
  void finish(long reply);

  /// Stops a reply now: nothing of it is sent or played after this.
  ///
  /// @return the words of it that were heard, as well as can be known; all of them where it had
  ///     been played out
  String cut(long reply);

  /// The language that is expected to be spoken from now on.
  void expect(String language);

  /// Words that are likely to come: names, options. At most fifty of twenty characters are used.
  void hint(List<String> words);

  /// Ends the call once what was said has been played.
  void hangUp();

  /// Connects the contact to a person once what was said has been played.
  void transfer(Transfer transfer);

  /// Whether the call can go on by other means where speech is out of order.
  default boolean goesOn() {
    return false;
  }

  /// Says it by the carrier's own voice, where speech is out of order, and then ends the call or
  /// goes on: by other means where it can, which [CallEvent.Moved] tells, else by the same.
  void fallBack(Sentence sentence, boolean hangUp);

  /// Starts recording, where the channel may.
  void record();

  /// @param interruptible whether the carrier may stop it when the contact speaks
  record Sentence(String text, String language, boolean interruptible) {}

  /// @param to E.164
  /// @param brief told to the person before the contact is connected
  record Transfer(String to, Optional<String> brief, String language) {}
}
