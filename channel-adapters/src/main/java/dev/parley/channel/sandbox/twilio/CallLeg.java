package dev.parley.channel.sandbox.twilio;

/// A call's socket to the server under test.
interface CallLeg {
  /// The contact says something.
  void say(String text);

  /// The contact makes a sound, where sound is carried.
  void sound(byte[] sound);

  void press(char digit);

  /// A handset has spoken up to here.
  void spoken(long until);

  /// The contact begins to speak.
  void interrupt();

  /// The contact's sound.
  void records(byte[] sound);

  /// Ends it as the carrier ends it.
  void stop();

  /// Ends it as a broken network does: without a word.
  void drop();

  /// What comes of a leg.
  interface Listener {
    /// What the contact heard just now.
    void heard(String words);

    /// The leg is over.
    ///
    /// @param handoff what the server said with it; empty where it said nothing
    /// @param failed whether it broke, or could not be made
    void closed(CallLeg which, String handoff, boolean failed);

    /// The server broke a rule.
    void broke(int code, String rule);
  }
}
