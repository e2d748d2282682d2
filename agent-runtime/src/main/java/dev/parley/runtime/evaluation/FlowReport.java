package dev.parley.runtime.evaluation;

import dev.parley.evaluation.Calibration;
import dev.parley.evaluation.Rounded;
import dev.parley.evaluation.Tally;
import dev.parley.evidence.Evidence;
import dev.parley.lead.LeadField;
import dev.parley.runtime.evaluation.FlowReplay.Played;
import dev.parley.runtime.evaluation.FlowReplay.Step;
import dev.parley.runtime.evaluation.RecordedFlow.Dialogue;
import dev.parley.runtime.evaluation.RecordedFlow.Slot;
import dev.parley.transcript.Turn;
import dev.parley.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the replay of many dialogues came to. Not thread-safe.
final class FlowReport {
  private final Map<String, int[]> actions = new TreeMap<>();
  private final Map<String, Tally> tallies = new TreeMap<>();
  private final Map<String, Calibration> calibrations = new TreeMap<>();
  private final List<String> misses = new ArrayList<>();
  private int dialogues;
  private int joint;
  private int quotes;
  private int grounded;

  void add(RecordedFlow flow, FlowAgent agent, Dialogue dialogue, Played played) {
    dialogues++;
    for (Step step : played.steps()) {
      for (String group :
          List.of("all", "task " + flow.task(), dialogue.happy() ? "happy" : "difficult")) {
        int[] counted = actions.computeIfAbsent(group, _ -> new int[2]);
        counted[0]++;
        counted[1] += step.right() ? 1 : 0;
      }
      if (!step.right()) {
        misses.add(
            "%s %s: %s, recorded %s"
                .formatted(dialogue.id(), step.turn(), step.predicted(), step.recorded()));
      }
    }
    boolean whole = true;
    for (Slot slot : flow.slots()) {
      whole &= judge(flow, agent, dialogue, slot, played);
    }
    joint += whole ? 1 : 0;
  }

  private boolean judge(
      RecordedFlow flow, FlowAgent agent, Dialogue dialogue, Slot slot, Played played) {
    SlotKind kind = SlotKind.of(slot);
    Optional<LeadField> field =
        Optional.ofNullable(agent.questions().get(slot.name())).map(played.fields()::get);
    field.ifPresent(found -> quotes(found, played));
    Optional<Value> value = field.flatMap(LeadField::value);
    Optional<String> gold = Optional.ofNullable(dialogue.gold().get(slot.name()));
    boolean right =
        gold.isPresent()
            && value.map(one -> kind.same(kind.words(one, slot), gold.get())).orElse(false);
    String type = kind.type().wireName();
    for (String group :
        List.of(
            "all",
            "type " + type,
            "language " + flow.language(),
            "type and language " + type + " " + flow.language())) {
      Tally tally = tallies.computeIfAbsent(group, _ -> new Tally());
      if (gold.isEmpty()) {
        tally.absent(value.isPresent());
      } else if (value.isPresent()) {
        tally.filled(right);
      } else {
        tally.missed();
      }
    }
    if (value.isPresent()) {
      for (String group : List.of("all", "type " + type)) {
        calibrations
            .computeIfAbsent(group, _ -> new Calibration())
            .add(field.orElseThrow().confidence(), right);
      }
    }
    boolean fine = gold.isPresent() ? right : value.isEmpty();
    if (!fine) {
      misses.add(
          "%s %s: %s, expected %s"
              .formatted(
                  dialogue.id(),
                  slot.name(),
                  value.map(one -> kind.words(one, slot)).orElse("nothing"),
                  gold.orElse("nothing")));
    }
    return fine;
  }

  private void quotes(LeadField field, Played played) {
    for (Evidence evidence : field.evidence()) {
      quotes++;
      String text = played.transcript().turn(evidence.turn()).map(Turn::text).orElse("");
      grounded += !evidence.quote().isBlank() && text.contains(evidence.quote()) ? 1 : 0;
    }
  }

  private double share(int part, int whole) {
    return Rounded.of(whole == 0 ? 0 : (double) part / whole);
  }

  Map<String, Object> wire(double seconds) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("dialogues", dialogues);
    Map<String, Object> next = new LinkedHashMap<>();
    actions.forEach(
        (group, counted) ->
            next.put(
                group,
                Map.of(
                    "decisions", counted[0],
                    "right", counted[1],
                    "accuracy", share(counted[1], counted[0]))));
    wire.put("next_action", next);
    wire.put("joint_accuracy", share(joint, dialogues));
    wire.put("grounding_precision", quotes == 0 ? 1 : share(grounded, quotes));
    Map<String, Object> errors = new LinkedHashMap<>();
    calibrations.forEach((group, one) -> errors.put(group, Rounded.of(one.error())));
    wire.put("calibration_error", errors);
    wire.put("seconds", Rounded.of(seconds));
    Map<String, Object> by = new LinkedHashMap<>();
    tallies.forEach((group, tally) -> by.put(group, tally.wire()));
    wire.put("slots", by);
    return wire;
  }

  String text(double seconds, boolean withMisses) {
    StringBuilder text = new StringBuilder();
    text.append("dialogues %d%n".formatted(dialogues));
    text.append("next action").append(System.lineSeparator());
    actions.forEach(
        (group, counted) ->
            text.append(
                "  %-32s %.3f  [%d of %d]%n"
                    .formatted(group, share(counted[1], counted[0]), counted[1], counted[0])));
    text.append(
        "slots: joint accuracy %.3f  grounding %.3f  %.2f s%n"
            .formatted(
                share(joint, dialogues), quotes == 0 ? 1 : share(grounded, quotes), seconds));
    tallies.forEach(
        (group, tally) -> {
          Calibration calibration = calibrations.get(group);
          String error =
              calibration == null ? "" : "  calibration error %.3f".formatted(calibration.error());
          text.append("  %-32s %s%s%n".formatted(group, tally.line(), error));
        });
    if (withMisses) {
      misses.forEach(miss -> text.append("  - ").append(miss).append(System.lineSeparator()));
    }
    return text.toString();
  }
}
