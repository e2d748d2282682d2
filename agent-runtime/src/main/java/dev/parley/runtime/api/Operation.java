package dev.parley.runtime.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/// One thing the API does: served from this row, described from this row.
///
/// @param template the address with its parts in braces, e.g. `/v1/agents/{agent}`
/// @param name for the description, unique, e.g. `createAgent`
/// @param query names of the parameters it knows, with their meaning
/// @param replies status to the name of the body's schema; empty for no body
/// @param refusals the codes it may answer with beside those every operation may
record Operation(
    String method,
    String template,
    String name,
    String tag,
    String summary,
    Access access,
    Body body,
    Map<String, String> query,
    Map<Integer, String> replies,
    List<ApiCode> refusals,
    Work work) {
  Operation {
    query = Map.copyOf(query);
    replies = Map.copyOf(replies);
    refusals = List.copyOf(refusals);
  }

  /// What body it takes.
  sealed interface Body {
    record None() implements Body {}

    /// @param schema name of its schema
    record Fields(String schema, boolean required) implements Body {}

    /// An agent definition, JSON or YAML.
    record Definition() implements Body {}
  }

  /// How it is done.
  sealed interface Work {
    /// In one transaction of the tenant: done and remembered together, or not at all.
    record InTenant(Transaction transaction) implements Work {}

    /// Asks another system first, outside any transaction and harmless when done twice; then as
    /// `InTenant`.
    record Prepared(Preparation preparation) implements Work {}

    /// In one transaction that sees every tenant.
    record AcrossTenants(Transaction transaction) implements Work {}

    /// With effects of its own, outside any transaction; harmless when done twice.
    record Outside(Effect effect) implements Work {}
  }

  /// Throws `ApiException` to refuse.
  interface Transaction {
    Reply run(Call call, DSLContext tx);
  }

  /// Throws `ApiException` to refuse; gives what is left to do.
  interface Preparation {
    Transaction run(Call call);
  }

  /// Throws `ApiException` to refuse.
  interface Effect {
    Reply run(Call call);
  }

  /// The types of what it answers with when it was done.
  List<String> answerTypes() {
    return replies.values().stream().map(OpenApi::types).flatMap(List::stream).distinct().toList();
  }

  boolean writes() {
    return !method.equals("GET");
  }

  /// Whether a body is looked at; whatever else carries one carries it in vain.
  boolean reads() {
    return writes() && !method.equals("DELETE");
  }

  /// The values of the parts in braces; empty when the address is another.
  Optional<Map<String, String>> match(List<String> address) {
    List<String> parts = parts(template);
    if (parts.size() != address.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("{")) {
        values.put(part.substring(1, part.length() - 1), address.get(i));
      } else if (!part.equals(address.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /// How much of the address is open.
  int braces() {
    return (int) template.chars().filter(each -> each == '{').count();
  }

  static List<String> parts(String address) {
    return List.of(address.substring(1).split("/", -1));
  }
}
