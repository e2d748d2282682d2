package dev.parley.runtime.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.leads.LeadMerge.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeadMergeTest {
  private static final Instant EARLY = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant LATE = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> STATUSES =
      List.of("confirmed", "answered", "inferred", "refused", "unanswered", "not_asked");

  private static Side lead(int number, Instant at, String status, String value, String human) {
    ObjectNode lead = Json.object();
    lead.put("id", new UUID(7, number).toString());
    lead.put("revision", 1);
    lead.put("conversation", new UUID(8, number).toString());
    lead.put("agent_version", 1 + number % 3);
    lead.put("disposition", number % 2 == 0 ? "qualified" : "callback");
    lead.putNull("reason");
    lead.put("created_at", at.toString());
    field(lead, "email", status, value, human);
    return new Side(lead, human.isEmpty() ? Set.of() : Set.of("email"));
  }

  private static void field(ObjectNode lead, String id, String status, String value, String human) {
    ObjectNode field = lead.withObjectProperty("fields").putObject(id);
    field.put("status", status).put("value", value.isEmpty() ? null : value);
    if (!human.isEmpty()) {
      field.putArray("evidence").addObject().put("human", "Rui").put("at", human);
    }
  }

  @ParameterizedTest(name = "{0} early against {2} late: {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "confirmed, '', answered, '', early",
        "answered, '', confirmed, '', late",
        "answered, '', answered, '', late",
        "confirmed, '', confirmed, '', late",
        "answered, '', inferred, '', early",
        "inferred, '', refused, '', early",
        "unanswered, '', refused, '', late",
        "not_asked, '', unanswered, '', late",
        "confirmed, 2026-11-20T12:00:00Z, confirmed, '', early",
        "unanswered, 2026-11-20T12:00:00Z, confirmed, '', early",
        "confirmed, 2026-11-23T12:00:00Z, confirmed, 2026-11-22T12:00:00Z, early",
        "confirmed, 2026-11-20T12:00:00Z, confirmed, 2026-11-22T12:00:00Z, late"
      })
  void theBetterStatusWinsThenTheNewerAndAPersonAlways(
      String status, String human, String otherStatus, String otherHuman, String winner) {
    Side early = lead(1, EARLY, status, "early", human);
    Side late = lead(2, LATE, otherStatus, "late", otherHuman);

    Side merged = LeadMerge.merge(List.of(late, early));

    assertThat(merged.lead().path("id")).isEqualTo(early.lead().path("id"));
    assertThat(merged.lead().at("/fields/email/value").asText()).isEqualTo(winner);
    assertThat(merged.lead().at("/fields/email/from/lead").asText(""))
        .isEqualTo(winner.equals("late") ? late.lead().path("id").asText() : "");
  }

  @Test
  void itEndsAsTheLastConversationDidOrAsAPersonDecided() {
    Side early = lead(1, EARLY, "answered", "a", "");
    Side late = lead(2, LATE, "answered", "b", "");
    assertThat(LeadMerge.merge(List.of(early, late)).lead().path("disposition").asText())
        .isEqualTo("qualified");

    early.lead().put("review", "decided");
    early.lead().put("disposition", "disqualified");
    early.lead().putObject("decision").put("at", EARLY.toString());
    ObjectNode decided = LeadMerge.merge(List.of(early, late)).lead();
    assertThat(decided.path("disposition").asText()).isEqualTo("disqualified");
    assertThat(decided.path("review").asText()).isEqualTo("decided");
  }

  @Test
  void contactsWithDifferentProvedNumbersAreForAPersonToJudge() {
    Set<String> none = Set.of();
    assertThat(MergeVerdict.of(true, none, none)).isEqualTo(MergeVerdict.MERGE);
    assertThat(MergeVerdict.of(true, Set.of("+1"), none)).isEqualTo(MergeVerdict.MERGE);
    assertThat(MergeVerdict.of(true, Set.of("+1"), Set.of("+1", "+2")))
        .isEqualTo(MergeVerdict.MERGE);
    assertThat(MergeVerdict.of(true, Set.of("+1"), Set.of("+2")).reason())
        .isEqualTo(Optional.of("conflicting_keys"));
    assertThat(MergeVerdict.of(false, Set.of("+1"), none).reason())
        .isEqualTo(Optional.of("unconfirmed"));
  }

  private static List<Side> some(long seed) {
    Random random = new Random(seed);
    List<Side> sides = new ArrayList<>();
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Instant at = EARLY.plusSeconds(random.nextInt(4));
      String human = random.nextInt(4) == 0 ? at.plusSeconds(random.nextInt(9)).toString() : "";
      Side side = lead(i, at, status(random), "v" + random.nextInt(3), human);
      for (int field = random.nextInt(3); field > 0; field--) {
        field(side.lead(), "f" + field, status(random), "w" + random.nextInt(3), "");
      }
      sides.add(side);
    }
    return sides;
  }

  private static String status(Random random) {
    return STATUSES.get(random.nextInt(STATUSES.size()));
  }

  private static Side copy(Side side) {
    return new Side(side.lead().deepCopy(), side.edited());
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void theOrderDoesNotMatter(@ForAll long seed) {
    List<Side> sides = some(seed);
    Side merged = LeadMerge.merge(sides);
    List<Side> shuffled = new ArrayList<>(sides);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(LeadMerge.merge(shuffled)).isEqualTo(merged);

    Side stepwise = shuffled.getFirst();
    for (Side next : shuffled.subList(1, shuffled.size())) {
      stepwise = LeadMerge.merge(List.of(stepwise, next));
    }
    assertThat(stepwise.lead().path("fields")).isEqualTo(merged.lead().path("fields"));
    assertThat(stepwise.lead().path("disposition")).isEqualTo(merged.lead().path("disposition"));
    assertThat(stepwise.lead().path("merged_from")).isEqualTo(merged.lead().path("merged_from"));
    assertThat(stepwise.edited()).isEqualTo(merged.edited());
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void mergingAgainChangesNothing(@ForAll long seed) {
    List<Side> sides = some(seed);
    Side merged = LeadMerge.merge(sides);

    assertThat(LeadMerge.merge(List.of(merged))).isEqualTo(merged);
    List<Side> again = new ArrayList<>(sides);
    again.remove(
        sides.stream()
            .filter(side -> side.lead().path("id").equals(merged.lead().path("id")))
            .findFirst()
            .orElseThrow());
    again.add(merged);
    assertThat(LeadMerge.merge(again)).isEqualTo(merged);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void undoingRestoresExactly(@ForAll long seed) {
    List<Side> sides = some(seed);
    Side before =
        sides.stream()
            .filter(side -> side.lead().path("id").equals(LeadMerge.surviving(sides).path("id")))
            .findFirst()
            .orElseThrow();
    Side kept = copy(before);
    Side merged = LeadMerge.merge(sides);

    assertThat(LeadMerge.undo(before, merged, copy(merged))).isEqualTo(kept);
    assertThat(before).isEqualTo(kept);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void whatChangedSinceOutlivesTheUndoing(@ForAll long seed) {
    List<Side> sides = some(seed);
    Side merged = LeadMerge.merge(sides);
    Side before =
        sides.stream()
            .filter(side -> side.lead().path("id").equals(merged.lead().path("id")))
            .findFirst()
            .orElseThrow();
    ObjectNode now = merged.lead().deepCopy();
    field(now, "late", "confirmed", "mine", LATE.toString());
    Set<String> edited = new HashSet<>(merged.edited());
    edited.add("late");

    Side undone = LeadMerge.undo(before, merged, new Side(now, edited));

    assertThat(undone.lead().at("/fields/late")).isEqualTo(now.at("/fields/late"));
    assertThat(undone.edited()).contains("late");
    ((ObjectNode) undone.lead().path("fields")).remove("late");
    assertThat(undone.lead()).isEqualTo(before.lead());
  }
}
