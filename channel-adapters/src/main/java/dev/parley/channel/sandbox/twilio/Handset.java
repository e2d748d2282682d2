package dev.parley.channel.sandbox.twilio;

/// A real person's end of a simulated call. On a relay it is the vendor's mouth and ear: it is
/// given words to speak, and tells how far it came and what it heard. On a stream it plays and
/// records. Called on the simulator's threads, sometimes under its locks: must neither block nor
/// throw.
public interface Handset {

  /// As Twilio names it; `completed`, `busy`, `failed` and `no-answer` are the last.
  void status(String status);

  /// Somebody talks now.
  ///
  /// @param words whether words are exchanged, or sound
  /// @param language the contact is expected to speak, as `pt-BR`
  void connected(boolean words, String language);

  /// Words to speak, after those before them; how far it came is told by [PhoneCall#spoken].
  ///
  /// @param from the place of the first character among all this call was given to speak
  /// @param language empty where it is not told
  void says(String text, String language, long from);

  /// Words of the carrier's own voice, which nothing interrupts.
  void announces(String text, String language);

  /// From now on the contact is expected to speak this language.
  void listens(String language);

  /// What was to be spoken and is not yet, is not spoken any more.
  ///
  /// @param at up to which place it counts as heard
  void hushes(long at);

  /// Sound to play at once: mu-law, 8 kHz, at most 20 ms.
  void sounds(byte[] sound);

  /// Words of a reply whose sound is being played, for who cannot hear it.
  ///
  /// @param reply which; all of its sentences carry the same number
  void caption(long reply, String text, String language);

  /// That reply was stopped.
  ///
  /// @param heard its words that were played, maybe none
  void captionCut(long reply, String heard);

  /// What was understood of the sound that is recorded here.
  ///
  /// @param settled whether it will not change any more
  void understood(String text, String language, boolean settled);
}
