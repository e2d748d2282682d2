package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvents;
import dev.parley.channel.voice.CallLine;
import java.math.BigDecimal;

/// The conversations of live calls, for those who carry them. Thread-safe; no method blocks or
/// throws on what the database or a model does.
public interface LiveCalls {
  /// Begins the conversation of a call whose line is up. Inbound, the agent speaks at once;
  /// outbound it waits for [dev.parley.channel.voice.CallEvent.Answered] or the first words. The
  /// line is used by one thread from now on, until it told its
  /// [dev.parley.channel.voice.CallEvent.Ended] or, after `hangUp`, some seconds passed.
  ///
  /// @return where the line puts what happens; what comes after the end is ignored
  CallEvents start(CalledAgent agent, CallDetails call, CallLine line);

  /// A call the business made that never got a line: its conversation is closed as `NO_ANSWER` and
  /// yields its lead. Written in the background.
  void unreached(CalledAgent agent, CallDetails call, Unreached why);

  /// What the carrier charged for a call, told when it is known; replaces what was told before.
  ///
  /// @param currency ISO 4217
  void charged(CalledAgent agent, String callId, BigDecimal amount, String currency);

  /// Where the carrier keeps the recording of a call.
  void recorded(CalledAgent agent, String callId, String recordingId);

  /// Calls going on in this process.
  int inProgress();
}
