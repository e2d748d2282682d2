package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.AgentDefinitionReader.Read;
import dev.parley.config.agent.AgentDefinitionReader.Refused;
import dev.parley.config.agent.DefinitionError;
import dev.parley.config.agent.store.AgentDraft;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.agent.store.AgentStore.StoredVersion;
import dev.parley.config.json.Json;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// Agents: drafts, published versions, and back again.
final class AgentResource {
  private static final String TAG = "Agents";
  private static final String ONE = "/v1/agents/{agent}";
  private static final String AGENT = "agent";

  private final AgentStore store;
  private final AgentDefinitionReader reader;

  AgentResource(AgentStore store, AgentDefinitionReader reader) {
    this.store = store;
    this.reader = reader;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("POST", "/v1/agents", "createAgent", TAG, "Create an agent as a draft")
            .takesDefinition()
            .gives(201, "Agent")
            .refuses(ApiCode.AGENT_EXISTS)
            .in(this::create),
        Operations.of("GET", "/v1/agents", "listAgents", TAG, "List agents by name")
            .paged("AgentList")
            .in(this::list),
        Operations.of("GET", ONE, "getAgent", TAG, "Read an agent's draft")
            .gives(200, "Agent")
            .in((call, tx) -> agent(store.find(tx, call.part(AGENT)).orElseThrow(this::missing))),
        Operations.of("PUT", ONE, "replaceAgent", TAG, "Replace an agent's draft")
            .takesDefinition()
            .gives(200, "Agent")
            .refuses(ApiCode.REVISION_MISMATCH)
            .in(this::replace),
        Operations.of("DELETE", ONE, "deleteAgent", TAG, "Delete an agent no channel leads to")
            .gives(204, "")
            .refuses(ApiCode.REVISION_MISMATCH, ApiCode.AGENT_IN_USE)
            .in(this::delete),
        Operations.of(
                "POST", ONE + "/versions", "publishAgent", TAG, "Publish the draft as a version")
            .gives(201, "PublishedVersion")
            .refuses(ApiCode.REVISION_MISMATCH)
            .in(this::publish),
        Operations.of("GET", ONE + "/versions", "listVersions", TAG, "List versions, oldest first")
            .paged("VersionList")
            .in(this::versions),
        Operations.of("GET", ONE + "/versions/{version}", "getVersion", TAG, "Read a version")
            .gives(200, "Version")
            .in((call, tx) -> Reply.ok(json(version(call, tx)))),
        Operations.of(
                "POST",
                ONE + "/rollback",
                "rollBackAgent",
                TAG,
                "Begin with an older version again")
            .takes("Rollback")
            .gives(200, "PublishedVersion")
            .in(this::rollBack));
  }

  private Reply create(Call call, DSLContext tx) {
    Read read = read(call);
    String name = read.definition().agent();
    AgentDraft draft =
        store
            .create(tx, call.tenant(), name, read.tree())
            .orElseThrow(
                () ->
                    ApiException.of(
                        ApiCode.AGENT_EXISTS,
                        "There is an agent '%s' already; replace it with PUT /v1/agents/%s."
                            .formatted(name, name)));
    return Reply.created(json(draft), "/v1/agents/" + name).with("ETag", etag(draft));
  }

  private Reply list(Call call, DSLContext tx) {
    Optional<String> after = call.after(Optional::of);
    return Cursor.page(
        call.limit(),
        limit -> store.list(tx, after, limit),
        AgentResource::json,
        AgentDraft::agent);
  }

  private Reply replace(Call call, DSLContext tx) {
    locked(call, tx);
    Read read = read(call);
    if (!read.definition().agent().equals(call.part(AGENT))) {
      throw ApiException.at(
          ApiCode.INVALID_DEFINITION,
          AGENT,
          "This is the definition of '%s'; an agent keeps its name."
              .formatted(read.definition().agent()));
    }
    return agent(store.replace(tx, call.part(AGENT), read.tree()));
  }

  private Reply delete(Call call, DSLContext tx) {
    AgentDraft draft = locked(call, tx);
    if (store.inUse(tx, draft.agent())) {
      throw ApiException.of(
          ApiCode.AGENT_IN_USE, "Channels lead to this agent; delete them first.");
    }
    store.delete(tx, draft.agent());
    return Reply.nothing();
  }

  private Reply publish(Call call, DSLContext tx) {
    AgentDraft draft = locked(call, tx);
    call.fields().done();
    int version = store.publish(tx, call.tenant(), draft);
    return Reply.created(
        published(draft.agent(), version), "/v1/agents/" + draft.agent() + "/versions/" + version);
  }

  private Reply versions(Call call, DSLContext tx) {
    AgentDraft draft = store.find(tx, call.part(AGENT)).orElseThrow(this::missing);
    int after = call.after(AgentResource::number).orElse(0);
    return Cursor.page(
        call.limit(),
        limit -> store.versions(tx, draft.agent(), after, limit),
        AgentResource::json,
        version -> Integer.toString(version.version()));
  }

  private Reply rollBack(Call call, DSLContext tx) {
    Fields fields = call.fields();
    int version = fields.whole("version", 1, Integer.MAX_VALUE);
    fields.done();
    AgentDraft draft = locked(call, tx);
    if (!store.rollBack(tx, draft.agent(), version)) {
      throw ApiException.at(
          ApiCode.INVALID_BODY, "version", "This agent has no version " + version + ".");
    }
    return Reply.ok(published(draft.agent(), version));
  }

  private StoredVersion version(Call call, DSLContext tx) {
    AgentDraft draft = store.find(tx, call.part(AGENT)).orElseThrow(this::missing);
    return number(call.part("version"))
        .flatMap(number -> store.version(tx, draft.agent(), number))
        .orElseThrow(() -> ApiException.notFound("version"));
  }

  private AgentDraft locked(Call call, DSLContext tx) {
    AgentDraft draft = store.lock(tx, call.part(AGENT)).orElseThrow(this::missing);
    call.ifMatch()
        .filter(
            given -> !given.equals("*") && !List.of(given.split("\\s*,\\s*")).contains(etag(draft)))
        .ifPresent(
            given -> {
              throw ApiException.of(
                  ApiCode.REVISION_MISMATCH,
                  "The draft was changed since; read it again, then write.");
            });
    return draft;
  }

  private Read read(Call call) {
    Format format = call.contentType().endsWith("json") ? Format.JSON : Format.YAML;
    return switch (reader.read(call.body(), format)) {
      case Read read -> read;
      case Refused(List<DefinitionError> errors) ->
          throw ApiException.of(
              ApiCode.INVALID_DEFINITION, errors.stream().map(AgentResource::error).toList());
    };
  }

  private static ApiError error(DefinitionError error) {
    return new ApiError(
        error.path(),
        error.code().wireName(),
        error.message(),
        Optional.of(error.line()),
        Optional.of(error.column()));
  }

  private ApiException missing() {
    return ApiException.notFound("agent");
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Reply agent(AgentDraft draft) {
    return Reply.ok(json(draft)).with("ETag", etag(draft));
  }

  private static String etag(AgentDraft draft) {
    return "\"" + draft.revision() + "\"";
  }

  private static ObjectNode json(AgentDraft draft) {
    ObjectNode node = Json.object();
    node.put(AGENT, draft.agent());
    node.put("name", draft.definition().path("name").asText());
    node.set("draft", draft.definition());
    node.put("published", draft.published().orElse(null));
    node.put("created_at", draft.createdAt().toString());
    node.put("updated_at", draft.updatedAt().toString());
    return node;
  }

  private static ObjectNode json(StoredVersion version) {
    ObjectNode node = published(version.agent(), version.version());
    node.put("published_at", version.publishedAt().toString());
    node.set("definition", version.definition());
    return node;
  }

  private static ObjectNode published(String agent, int version) {
    ObjectNode node = Json.object();
    node.put(AGENT, agent);
    node.put("version", version);
    return node;
  }
}
