package dev.parley.runtime.api;

import dev.parley.runtime.api.Operation.Body;
import dev.parley.runtime.api.Operation.Transaction;
import dev.parley.runtime.api.Operation.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Builds one row of the table of operations, with what most rows have in common.
final class Operations {
  static final Map<String, String> PAGED =
      Map.of(
          "limit", "Items at most, 1 to 200; 50 when absent", "after", "The page after this one");

  private final String method;
  private final String template;
  private final String name;
  private final String tag;
  private final String summary;
  private Access access;
  private Body body = new Body.None();
  private final Map<String, String> query = new LinkedHashMap<>();
  private final Map<Integer, String> replies = new LinkedHashMap<>();
  private List<ApiCode> refusals = List.of();

  private Operations(String method, String template, String name, String tag, String summary) {
    this.method = method;
    this.template = template;
    this.name = name;
    this.tag = tag;
    this.summary = summary;
    this.access = method.equals("GET") ? Access.READ : Access.BUILD;
  }

  static Operations of(String method, String template, String name, String tag, String summary) {
    return new Operations(method, template, name, tag, summary);
  }

  Operations needs(Access needed) {
    access = needed;
    return this;
  }

  Operations takes(String schema) {
    body = new Body.Fields(schema, true);
    return this;
  }

  Operations mayTake(String schema) {
    body = new Body.Fields(schema, false);
    return this;
  }

  Operations takesDefinition() {
    body = new Body.Definition();
    return this;
  }

  Operations paged(String listSchema) {
    query.putAll(PAGED);
    return gives(200, listSchema);
  }

  Operations filters(String parameter, String meaning) {
    query.put(parameter, meaning);
    return this;
  }

  Operations gives(int status, String schema) {
    replies.put(status, schema);
    return this;
  }

  Operations refuses(ApiCode... codes) {
    refusals = List.of(codes);
    return this;
  }

  Operation in(Transaction transaction) {
    return with(new Work.InTenant(transaction));
  }

  Operation prepared(Operation.Preparation preparation) {
    return with(new Work.Prepared(preparation));
  }

  Operation across(Transaction transaction) {
    return with(new Work.AcrossTenants(transaction));
  }

  Operation outside(Operation.Effect effect) {
    return with(new Work.Outside(effect));
  }

  private Operation with(Work work) {
    return new Operation(
        method, template, name, tag, summary, access, body, query, replies, refusals, work);
  }
}
