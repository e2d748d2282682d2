package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.FieldPolicy;
import dev.parley.crm.LeadView;
import dev.parley.crm.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which lead field becomes which contact property. A mapping names per lead field a property, or
/// `{"property", "policy"}`; the property `$name` is the name, taken apart. Without a mapping the
/// usual ids are taken.
final class HubSpotMapping {
  static final String EMAIL = "email";
  static final String PHONE = "phone";

  private static final String NAME = "$name";
  private static final Pattern PROPERTY = Pattern.compile("[a-z][a-z0-9_]{0,99}");
  private static final Map<String, Target> USUAL = usual();

  private record Target(String property, FieldPolicy policy) {}

  /// One property as a lead would have it.
  record Wanted(String value, FieldPolicy policy) {}

  private final Map<String, Target> targets;

  private HubSpotMapping(Map<String, Target> targets) {
    this.targets = targets;
  }

  private static Map<String, Target> usual() {
    Map<String, Target> usual = new LinkedHashMap<>();
    usual.put("email", new Target(EMAIL, FieldPolicy.FILL_EMPTY));
    usual.put("full_name", new Target(NAME, FieldPolicy.FILL_EMPTY));
    usual.put("phone", new Target(PHONE, FieldPolicy.FILL_EMPTY));
    usual.put("company", new Target("company", FieldPolicy.FILL_EMPTY));
    return usual;
  }

  static HubSpotMapping of(ConnectorConfig config) {
    if (config.mapping().isEmpty()) {
      return new HubSpotMapping(USUAL);
    }
    Map<String, Target> targets = new LinkedHashMap<>();
    config
        .mapping()
        .properties()
        .forEach(
            entry -> target(entry.getValue()).ifPresent(to -> targets.put(entry.getKey(), to)));
    return new HubSpotMapping(targets);
  }

  /// What is wrong with a mapping, without asking HubSpot.
  static List<Problem> problems(ObjectNode mapping) {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> taken = new LinkedHashMap<>();
    for (var entry : mapping.properties()) {
      String path = "mapping." + entry.getKey();
      Optional<Target> target = target(entry.getValue());
      if (target.isEmpty()) {
        problems.add(
            new Problem(
                path,
                "mapping_invalid",
                "Name a property (lower case, digits, underscores) or give property and policy"
                    + " (fill_empty, overwrite, never)."));
      } else if (taken.put(target.get().property(), entry.getKey()) != null) {
        problems.add(
            new Problem(
                path,
                "property_taken",
                "Another field goes to " + target.get().property() + " already."));
      }
    }
    return problems;
  }

  /// The usual targets, as a mapping names them.
  static Map<String, String> proposed() {
    Map<String, String> proposed = new LinkedHashMap<>();
    USUAL.forEach((field, target) -> proposed.put(field, target.property()));
    return proposed;
  }

  static boolean isProperty(String name) {
    return PROPERTY.matcher(name).matches();
  }

  private static Optional<Target> target(JsonNode node) {
    String property = node.isTextual() ? node.asText() : node.path("property").asText();
    Optional<FieldPolicy> policy =
        node.isObject() && node.has("policy")
            ? FieldPolicy.ofWireName(node.path("policy").asText())
            : Optional.of(FieldPolicy.FILL_EMPTY);
    return property.equals(NAME) || PROPERTY.matcher(property).matches()
        ? policy.map(known -> new Target(property, known))
        : Optional.empty();
  }

  /// Every property a contact may be given.
  Set<String> properties() {
    Set<String> properties = new LinkedHashSet<>();
    for (Target target : targets.values()) {
      if (target.property().equals(NAME)) {
        properties.addAll(List.of("firstname", "lastname"));
      } else {
        properties.add(target.property());
      }
    }
    properties.add(PHONE);
    return properties;
  }

  /// What this lead says, by property.
  Map<String, Wanted> wanted(LeadView lead) {
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    targets.forEach(
        (field, target) -> lead.value(field).ifPresent(value -> put(wanted, target, value)));
    lead.channelPhone()
        .ifPresent(number -> wanted.putIfAbsent(PHONE, new Wanted(number, FieldPolicy.FILL_EMPTY)));
    return wanted;
  }

  private static void put(Map<String, Wanted> wanted, Target target, String value) {
    if (!target.property().equals(NAME)) {
      wanted.put(target.property(), new Wanted(value, target.policy()));
      return;
    }
    int space = value.indexOf(' ');
    wanted.put(
        "firstname", new Wanted(space < 0 ? value : value.substring(0, space), target.policy()));
    if (space > 0) {
      wanted.put("lastname", new Wanted(value.substring(space + 1).strip(), target.policy()));
    }
  }
}
