package dev.parley.runtime.call;

import dev.parley.config.settings.Settings;
import java.time.Duration;

/// How calls are paced.
///
/// @param turnWait after settled words, how long the contact may go on before it counts as done;
///     adapts to the speaker between `turnWaitMin` and `turnWaitMax`
/// @param dictationWait the same while a number or an address is being dictated
/// @param stableFor how long words must stand unchanged before the model is asked ahead of time
/// @param bargeAfter how long one word of the contact may sound before it stops the agent
/// @param noiseAfter a sound that brings no words within this was noise
/// @param fillerAfter after the end of a turn, when a few words bridge the wait for the model
/// @param thinkMax after this the built-in understanding answers in the model's place
/// @param keyWait between two keys
/// @param textWait from the end of the agent's words, how long the answer to a text message is
///     waited for
/// @param answerWait what an outbound call is answered by is waited for this long
/// @param machineWait how long a machine's greeting may last
/// @param playSlack beyond the time words take to say, before they count as played
/// @param hangUpWait how long a line may take to end
/// @param transferMax how long a call that was passed on is waited for
/// @param goodbye how long before the end of its time a process that stops takes leave of its calls
/// @param inProgressMax calls at once in this process
/// @param costAfter how long after a call's end the carrier is first asked what it cost; each
///     further wait is twice as long as the one before
/// @param costTriesMax how often it is asked for one call
public record CallSettings(
    Duration turnWait,
    Duration turnWaitMin,
    Duration turnWaitMax,
    Duration dictationWait,
    Duration stableFor,
    Duration bargeAfter,
    Duration noiseAfter,
    Duration fillerAfter,
    Duration thinkMax,
    Duration keyWait,
    Duration textWait,
    Duration answerWait,
    Duration machineWait,
    Duration playSlack,
    Duration hangUpWait,
    Duration transferMax,
    Duration goodbye,
    int inProgressMax,
    Duration costAfter,
    int costTriesMax) {
  public static final CallSettings DEFAULT =
      new CallSettings(
          Duration.ofMillis(600),
          Duration.ofMillis(350),
          Duration.ofMillis(1_400),
          Duration.ofMillis(2_800),
          Duration.ofMillis(250),
          Duration.ofMillis(350),
          Duration.ofMillis(1_500),
          Duration.ofMillis(1_800),
          Duration.ofSeconds(7),
          Duration.ofSeconds(3),
          Duration.ofSeconds(45),
          Duration.ofSeconds(4),
          Duration.ofSeconds(30),
          Duration.ofSeconds(6),
          Duration.ofSeconds(10),
          Duration.ofHours(2),
          Duration.ofSeconds(12),
          500,
          Duration.ofMinutes(1),
          12);

  public static CallSettings read(Settings settings) {
    Duration moment = Duration.ofMillis(50);
    Duration some = Duration.ofSeconds(10);
    Duration minute = Duration.ofMinutes(1);
    return new CallSettings(
        settings.duration("PARLEY_CALL_TURN_WAIT", DEFAULT.turnWait, moment, some),
        settings.duration("PARLEY_CALL_TURN_WAIT_MIN", DEFAULT.turnWaitMin, moment, some),
        settings.duration("PARLEY_CALL_TURN_WAIT_MAX", DEFAULT.turnWaitMax, moment, some),
        settings.duration("PARLEY_CALL_DICTATION_WAIT", DEFAULT.dictationWait, moment, some),
        settings.duration("PARLEY_CALL_STABLE_FOR", DEFAULT.stableFor, moment, some),
        settings.duration("PARLEY_CALL_BARGE_AFTER", DEFAULT.bargeAfter, Duration.ZERO, some),
        settings.duration("PARLEY_CALL_NOISE_AFTER", DEFAULT.noiseAfter, moment, some),
        settings.duration("PARLEY_CALL_FILLER_AFTER", DEFAULT.fillerAfter, moment, some),
        settings.duration("PARLEY_CALL_THINK_MAX", DEFAULT.thinkMax, moment, minute),
        settings.duration("PARLEY_CALL_KEY_WAIT", DEFAULT.keyWait, moment, minute),
        settings.duration("PARLEY_CALL_TEXT_WAIT", DEFAULT.textWait, moment, Duration.ofMinutes(5)),
        settings.duration("PARLEY_CALL_ANSWER_WAIT", DEFAULT.answerWait, moment, minute),
        settings.duration("PARLEY_CALL_MACHINE_WAIT", DEFAULT.machineWait, moment, minute),
        settings.duration("PARLEY_CALL_PLAY_SLACK", DEFAULT.playSlack, moment, minute),
        settings.duration("PARLEY_CALL_HANG_UP_WAIT", DEFAULT.hangUpWait, moment, minute),
        settings.duration(
            "PARLEY_CALL_TRANSFER_MAX", DEFAULT.transferMax, minute, Duration.ofHours(12)),
        settings.duration("PARLEY_CALL_GOODBYE", DEFAULT.goodbye, moment, minute),
        settings.whole("PARLEY_CALLS_MAX", DEFAULT.inProgressMax, 1, 100_000),
        settings.duration("PARLEY_CALL_COST_AFTER", DEFAULT.costAfter, moment, Duration.ofHours(1)),
        settings.whole("PARLEY_CALL_COST_TRIES_MAX", DEFAULT.costTriesMax, 1, 100));
  }
}
