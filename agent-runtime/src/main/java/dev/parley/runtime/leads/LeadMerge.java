package dev.parley.runtime.leads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.lead.FieldStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes one lead of several of the same person and agent, field by field, and takes it apart
/// again. The order they come in does not matter, nor how often. Pure.
final class LeadMerge {
  private static final String CREATED = "created_at";
  private static final String FROM = "from";
  private static final String MERGED_FROM = "merged_from";

  /// Better first: what the contact confirmed, answered, let follow; then what is not known.
  private static final List<FieldStatus> STANDING =
      List.of(
          FieldStatus.CONFIRMED,
          FieldStatus.ANSWERED,
          FieldStatus.INFERRED,
          FieldStatus.REFUSED,
          FieldStatus.UNANSWERED,
          FieldStatus.INVALID,
          FieldStatus.FAILED,
          FieldStatus.NOT_ASKED);

  private static final Comparator<ObjectNode> AGE =
      Comparator.<ObjectNode, Instant>comparing(lead -> time(lead, CREATED))
          .thenComparing(lead -> lead.path("id").asText());

  /// A person's word beats all; then the better status; then the newer.
  private static final Comparator<Candidate> BETTER =
      Comparator.comparing((Candidate one) -> one.human().isPresent())
          .thenComparing(one -> one.human().orElse(Instant.MIN))
          .thenComparing(one -> -STANDING.indexOf(status(one.field())))
          .thenComparing(one -> time(one.origin(), CREATED))
          .thenComparing(one -> one.origin().path("lead").asText())
          .thenComparing(one -> one.field().toString());

  private LeadMerge() {}

  /// A lead and the fields of it that are a person's.
  record Side(ObjectNode lead, Set<String> edited) {
    Side {
      edited = Set.copyOf(edited);
    }
  }

  private record Candidate(ObjectNode field, ObjectNode origin, Optional<Instant> human) {}

  /// The lead that goes on: the first that was made.
  static ObjectNode surviving(Collection<Side> sides) {
    return sides.stream().map(Side::lead).min(AGE).orElseThrow();
  }

  /// The surviving lead with the best of each field. Its score is the caller's to set.
  static Side merge(Collection<Side> sides) {
    ObjectNode base = surviving(sides);
    List<ObjectNode> leads = sides.stream().map(Side::lead).sorted(AGE).toList();
    ObjectNode merged = base.deepCopy();
    ObjectNode fields = merged.putObject("fields");
    bestFields(leads)
        .forEach(
            (id, best) -> {
              ObjectNode field = best.field().deepCopy();
              field.remove(FROM);
              if (!best.origin().path("lead").equals(base.path("id"))) {
                field.set(FROM, best.origin());
              }
              fields.set(id, field);
            });
    newest(merged, leads, "agent_version");
    newest(merged, leads, "score_version");
    outcome(merged, leads);
    origins(merged, leads);
    Set<String> edited = new TreeSet<>();
    sides.forEach(side -> edited.addAll(side.edited()));
    return new Side(merged, edited);
  }

  private static Map<String, Candidate> bestFields(List<ObjectNode> leads) {
    Map<String, Candidate> best = new LinkedHashMap<>();
    for (ObjectNode lead : leads) {
      lead.path("fields")
          .properties()
          .forEach(
              entry -> {
                ObjectNode field = (ObjectNode) entry.getValue();
                Candidate candidate =
                    new Candidate(
                        bare(field),
                        field.get(FROM) instanceof ObjectNode from ? from : origin(lead),
                        human(field));
                best.merge(
                    entry.getKey(),
                    candidate,
                    (one, other) -> BETTER.compare(one, other) >= 0 ? one : other);
              });
    }
    return best;
  }

  private static ObjectNode bare(ObjectNode field) {
    ObjectNode bare = field.deepCopy();
    bare.remove(FROM);
    return bare;
  }

  private static ObjectNode origin(ObjectNode lead) {
    return Json.object()
        .put("lead", lead.path("id").asText())
        .put("conversation", lead.path("conversation").asText())
        .put(CREATED, lead.path(CREATED).asText());
  }

  /// When a person set it.
  private static Optional<Instant> human(ObjectNode field) {
    JsonNode proof = field.path("evidence").path(0);
    return proof.has("human") ? Optional.of(time(proof, "at")) : Optional.empty();
  }

  private static FieldStatus status(JsonNode field) {
    return FieldStatus.valueOf(field.path("status").asText().toUpperCase(Locale.ROOT));
  }

  private static Instant time(JsonNode node, String member) {
    return Instant.parse(node.path(member).asText());
  }

  private static void newest(ObjectNode merged, List<ObjectNode> leads, String member) {
    leads.stream()
        .filter(lead -> lead.has(member))
        .max(Comparator.comparingInt(lead -> lead.path(member).asInt()))
        .ifPresent(lead -> merged.set(member, lead.get(member)));
  }

  /// How it ended: as a person decided, or else as the last conversation did.
  private static void outcome(ObjectNode merged, List<ObjectNode> leads) {
    Optional<ObjectNode> decided =
        leads.stream()
            .filter(lead -> lead.path("decision").isObject())
            .max(
                Comparator.<ObjectNode, Instant>comparing(lead -> time(lead.path("decision"), "at"))
                    .thenComparing(lead -> lead.path("decision").toString()));
    ObjectNode last =
        decided.orElseGet(
            () ->
                leads.stream()
                    .max(
                        Comparator.<ObjectNode, String>comparing(LeadMerge::lastMade)
                            .thenComparing(lead -> lead.path("disposition").asText()))
                    .orElseThrow());
    copy(last, merged, "disposition");
    copy(last, merged, "reason");
    decided.ifPresent(lead -> copy(lead, merged, "decision"));
    for (String standing : List.of(LeadEdits.DECIDED, LeadEdits.REQUESTED)) {
      if (leads.stream().anyMatch(lead -> lead.path(LeadEdits.REVIEW).asText().equals(standing))) {
        merged.put(LeadEdits.REVIEW, standing);
        return;
      }
    }
  }

  private static void copy(ObjectNode from, ObjectNode to, String member) {
    if (from.has(member)) {
      to.set(member, from.get(member).deepCopy());
    }
  }

  /// When the last of all that went into it was made, in a form that compares.
  private static String lastMade(ObjectNode lead) {
    ObjectNode last =
        origins(lead).stream().max(Comparator.comparing(LeadMerge::place)).orElseThrow();
    return place(last);
  }

  private static String place(ObjectNode origin) {
    Instant at = time(origin, CREATED);
    return "%020d %09d %s"
        .formatted(at.getEpochSecond(), at.getNano(), origin.path("lead").asText());
  }

  private static List<ObjectNode> origins(ObjectNode lead) {
    List<ObjectNode> origins = new ArrayList<>();
    origins.add(origin(lead));
    lead.path(MERGED_FROM).forEach(each -> origins.add((ObjectNode) each));
    return origins;
  }

  private static void origins(ObjectNode merged, List<ObjectNode> leads) {
    ArrayNode into = merged.putArray(MERGED_FROM);
    leads.stream()
        .flatMap(lead -> origins(lead).stream())
        .filter(origin -> !origin.path("lead").equals(merged.path("id")))
        .distinct()
        .sorted(Comparator.comparing(LeadMerge::place))
        .forEach(into::add);
    if (into.isEmpty()) {
      merged.remove(MERGED_FROM);
    }
  }

  /// The lead as it was before a merge, but for what has changed since.
  ///
  /// @param now as it stands; its revision stays
  static Side undo(Side before, Side merged, Side now) {
    ObjectNode undone = restored(before.lead(), merged.lead(), now.lead());
    undone.set(
        "fields",
        restored(
            before.lead().withObjectProperty("fields"),
            merged.lead().withObjectProperty("fields"),
            now.lead().withObjectProperty("fields")));
    copy(now.lead(), undone, "revision");
    Set<String> edited = new TreeSet<>(before.edited());
    for (String id : now.edited()) {
      boolean since =
          !now.lead().path("fields").path(id).equals(merged.lead().path("fields").path(id));
      if (since || !merged.edited().contains(id)) {
        edited.add(id);
      }
    }
    return new Side(undone, edited);
  }

  private static ObjectNode restored(ObjectNode before, ObjectNode merged, ObjectNode now) {
    ObjectNode restored = Json.object();
    Set<String> names = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(names::add);
    now.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      boolean untouched = now.path(name).equals(merged.path(name));
      JsonNode kept = untouched ? before.get(name) : now.get(name);
      if (kept != null) {
        restored.set(name, kept.deepCopy());
      }
    }
    return restored;
  }
}
