package dev.parley.crm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Proposes a mapping: the usual field where a lead field has one, else one that is called the
/// same, whatever the spelling. No field is proposed twice. Pure.
public final class MappingProposal {
  private static final Pattern SUFFIX = Pattern.compile("__c$");
  private static final Pattern NOISE = Pattern.compile("[^\\p{L}\\p{N}]+");

  private MappingProposal() {}

  /// @param usual lead field id to remote field, e.g. `email` to `Email`; `$name` for names
  public static Discovery.Found of(
      List<RemoteField> fields, List<String> leadFields, Map<String, String> usual) {
    ObjectNode mapping = JsonNodeFactory.instance.objectNode();
    List<String> unmapped = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String leadField : leadFields) {
      Optional<String> found = match(fields, leadField, usual).filter(taken::add);
      found.ifPresentOrElse(field -> mapping.put(leadField, field), () -> unmapped.add(leadField));
    }
    return new Discovery.Found(fields, mapping, unmapped);
  }

  private static Optional<String> match(
      List<RemoteField> fields, String leadField, Map<String, String> usual) {
    String common = usual.get(leadField);
    if (common != null) {
      return Optional.of(common);
    }
    String wanted = plain(leadField);
    return fields.stream()
        .filter(RemoteField::writable)
        .filter(field -> plain(field.name()).equals(wanted) || plain(field.label()).equals(wanted))
        .map(RemoteField::name)
        .findFirst();
  }

  private static String plain(String name) {
    String bare = SUFFIX.matcher(name).replaceAll("");
    return NOISE.matcher(bare).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
