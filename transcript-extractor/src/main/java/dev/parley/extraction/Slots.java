package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.extraction.Candidate.Source;
import dev.parley.extraction.Heard.AgentTurn;
import dev.parley.value.Fold;
import dev.parley.value.Found;
import dev.parley.value.Value;
import dev.parley.value.ValueReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// "I have Tuesday at nine or Thursday at three." – "Thursday, please": who picks one of the
/// moments the agent held out has said its day and its hour.
final class Slots {
  private static final Pattern FIRST =
      Pattern.compile(
          "\\b(?:(?:the|la|el|a|o|die|das|den|le|il) )?(?:first|earlier|former|primer[ao]?"
              + "|primeir[ao]|erste[nrs]?|premiere?|prim[ao])\\b");
  private static final Pattern SECOND =
      Pattern.compile(
          "\\b(?:(?:the|la|el|a|o|die|das|den|le|il) )?(?:second|latter|later one|segund[ao]"
              + "|zweite[nrs]?|deuxieme|seconde?|second[ao])\\b");

  /// A day and the hour that was named with it.
  private record Slot(LocalDate day, Found time) {}

  private Slots() {}

  static Optional<Candidate> picked(FieldProfile profile, Heard turn) {
    boolean temporal = Periods.handles(profile.type()) && !profile.birth();
    if (!temporal || turn.agent().isEmpty() || profile.context().lookingBack()) {
      return Optional.empty();
    }
    AgentTurn agent = turn.agent().getLast();
    List<Slot> slots = slots(agent.text(), profile);
    if (slots.isEmpty()) {
      return Optional.empty();
    }
    return profile.type() == FieldType.DATE_TIME
        ? hour(profile, turn, agent, slots)
        : day(profile, turn, agent, slots);
  }

  private static Optional<Candidate> hour(
      FieldProfile profile, Heard turn, AgentTurn agent, List<Slot> slots) {
    List<Found> days = ValueReader.mentions(FieldType.DATE, turn.text(), profile.context());
    for (Found day : days.reversed()) {
      List<Slot> same = slots.stream().filter(slot -> isOn(slot, day)).toList();
      if (same.size() == 1) {
        return Optional.of(candidate(turn, agent, same.getFirst().time(), day.start(), day.end()));
      }
    }
    return byPlace(turn, slots)
        .map(slot -> candidate(turn, agent, slot.time(), 0, turn.text().length()));
  }

  private static Optional<Candidate> day(
      FieldProfile profile, Heard turn, AgentTurn agent, List<Slot> slots) {
    List<Found> hours = ValueReader.mentions(FieldType.DATE_TIME, turn.text(), profile.context());
    List<Found> days = ValueReader.mentions(FieldType.DATE, turn.text(), profile.context());
    if (!days.isEmpty()) {
      return days.reversed().stream()
          .filter(day -> slots.stream().anyMatch(slot -> isOn(slot, day)))
          .map(day -> TurnReader.candidate(turn, day, 0, Source.ASKED, 0))
          .findFirst();
    }
    for (Found hour : hours.reversed()) {
      List<Slot> same = slots.stream().filter(slot -> isAt(slot, hour)).toList();
      if (same.size() == 1) {
        return Optional.of(ofDay(turn, agent, same.getFirst(), hour.start(), hour.end()));
      }
    }
    return byPlace(turn, slots).map(slot -> ofDay(turn, agent, slot, 0, turn.text().length()));
  }

  private static boolean isOn(Slot slot, Found day) {
    return day.value() instanceof Value.Date(LocalDate said) && slot.day().equals(said);
  }

  private static boolean isAt(Slot slot, Found hour) {
    return hour.value() instanceof Value.DateTime said
        && slot.time().value() instanceof Value.DateTime own
        && own.time().getMinute() == said.time().getMinute()
        && own.time().getHour() % 12 == said.time().getHour() % 12;
  }

  /// "The first one": of exactly two.
  private static Optional<Slot> byPlace(Heard turn, List<Slot> slots) {
    String text = Fold.fold(turn.text());
    boolean first = FIRST.matcher(text).find();
    boolean second = SECOND.matcher(text).find();
    return slots.size() != 2 || first == second || turn.tokens().words() > 8
        ? Optional.empty()
        : Optional.of(slots.get(first ? 0 : 1));
  }

  /// Each hour with the day it was named with, as the reader of times joins them.
  private static List<Slot> slots(String text, FieldProfile profile) {
    List<Slot> slots = new ArrayList<>();
    for (Found time : ValueReader.mentions(FieldType.DATE_TIME, text, profile.context())) {
      if (time.value() instanceof Value.DateTime moment && moment.date().isPresent()) {
        slots.add(new Slot(moment.date().get(), time));
      }
    }
    return slots;
  }

  private static Candidate ofDay(Heard turn, AgentTurn agent, Slot slot, int start, int end) {
    Found day = new Found(new Value.Date(slot.day()), slot.time().start(), slot.time().end(), 0.85);
    return candidate(turn, agent, day, start, end);
  }

  private static Candidate candidate(Heard turn, AgentTurn agent, Found held, int start, int end) {
    String quote = agent.text().substring(held.start(), held.end());
    return new Candidate(
        held.value(),
        turn.seq(),
        start,
        end,
        turn.text().substring(start, end),
        0,
        held.certainty(),
        Source.AGREED,
        false,
        Optional.of(new Evidence(agent.seq(), quote)));
  }
}
