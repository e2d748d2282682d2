package dev.parley.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which lead field becomes which field of a record. A mapping names per lead field a remote field,
/// or `{"field", "policy"}`; the remote field `$name` is the name, taken apart. A lead field that
/// begins with `$` is one of the lead's own: `$score`, `$disposition`, `$reason`, `$channel`,
/// `$language`, `$agent`. Without a mapping the usual ids are taken. Immutable.
public final class FieldMapping {
  public static final String NAME = "$name";

  private static final Set<String> OWN =
      Set.of("$score", "$disposition", "$reason", "$channel", "$language", "$agent");

  /// How one vendor's records name things.
  ///
  /// @param field what a field's name looks like
  /// @param firstName where the first word of a name goes
  /// @param lastName where the rest goes; all of it where it is one word, since it is required
  /// @param phone takes the number the contact wrote or called from, where no mapped field has it
  /// @param usual lead field id to remote field
  public record Names(
      Pattern field, String firstName, String lastName, String phone, Map<String, String> usual) {
    public Names {
      usual = Map.copyOf(usual);
    }
  }

  /// One field as a lead would have it.
  public record Wanted(String value, FieldPolicy policy) {}

  private record Target(String field, FieldPolicy policy) {}

  private final Names names;
  private final Map<String, Target> targets;

  private FieldMapping(Names names, Map<String, Target> targets) {
    this.names = names;
    this.targets = targets;
  }

  public static FieldMapping of(ConnectorConfig config, Names names) {
    Map<String, Target> targets = new LinkedHashMap<>();
    if (config.mapping().isEmpty()) {
      names
          .usual()
          .forEach((lead, field) -> targets.put(lead, new Target(field, FieldPolicy.FILL_EMPTY)));
    }
    for (var entry : config.mapping().properties()) {
      target(entry.getValue(), names).ifPresent(target -> targets.put(entry.getKey(), target));
    }
    return new FieldMapping(names, targets);
  }

  /// What is wrong with a mapping, as far as can be said without asking the other system.
  public static List<Problem> problems(ObjectNode mapping, Names names) {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> taken = new LinkedHashMap<>();
    for (var entry : mapping.properties()) {
      String path = "mapping." + entry.getKey();
      Optional<Target> target = target(entry.getValue(), names);
      if (target.isEmpty()) {
        problems.add(
            new Problem(
                path,
                "mapping_invalid",
                "Name a field by its API name, or give field and policy (fill_empty, overwrite,"
                    + " never)."));
      } else if (entry.getKey().startsWith("$") && !OWN.contains(entry.getKey())) {
        problems.add(
            new Problem(
                path, "mapping_invalid", "A lead has no " + entry.getKey() + "; it has " + OWN));
      } else if (taken.put(target.get().field(), entry.getKey()) != null) {
        problems.add(
            new Problem(
                path,
                "field_taken",
                "Another lead field goes to " + target.get().field() + " already."));
      }
    }
    return problems;
  }

  private static Optional<Target> target(JsonNode node, Names names) {
    String field = node.isTextual() ? node.asText() : node.path("field").asText();
    Optional<FieldPolicy> policy =
        node.isObject() && node.has("policy")
            ? FieldPolicy.ofWireName(node.path("policy").asText())
            : Optional.of(FieldPolicy.FILL_EMPTY);
    return field.equals(NAME) || names.field().matcher(field).matches()
        ? policy.map(known -> new Target(field, known))
        : Optional.empty();
  }

  /// Every field a record may be given.
  public Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    for (Target target : targets.values()) {
      if (target.field().equals(NAME)) {
        fields.add(names.firstName());
        fields.add(names.lastName());
      } else {
        fields.add(target.field());
      }
    }
    fields.add(names.phone());
    return fields;
  }

  /// What this lead says, by remote field.
  public Map<String, Wanted> wanted(LeadView lead) {
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    targets.forEach(
        (field, target) -> value(lead, field).ifPresent(value -> put(wanted, target, value)));
    lead.channelPhone()
        .ifPresent(
            number ->
                wanted.putIfAbsent(names.phone(), new Wanted(number, FieldPolicy.FILL_EMPTY)));
    return wanted;
  }

  private static Optional<String> value(LeadView lead, String field) {
    return field.startsWith("$")
        ? Optional.of(lead.text(field.substring(1))).filter(text -> !text.isBlank())
        : lead.value(field);
  }

  private void put(Map<String, Wanted> wanted, Target target, String value) {
    if (!target.field().equals(NAME)) {
      wanted.put(target.field(), new Wanted(value, target.policy()));
      return;
    }
    String name = value.strip();
    int space = name.indexOf(' ');
    if (space > 0) {
      wanted.put(names.firstName(), new Wanted(name.substring(0, space), target.policy()));
    }
    wanted.put(names.lastName(), new Wanted(name.substring(space + 1).strip(), target.policy()));
  }
}
