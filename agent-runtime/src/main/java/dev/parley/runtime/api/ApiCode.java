package dev.parley.runtime.api;

import java.util.Locale;

/// Why a request was not done. The wire names are stable: programs may depend on them.
enum ApiCode {
  BAD_JSON(400, "The body is not JSON"),
  BAD_PARAMETER(400, "A parameter is wrong"),
  UNAUTHORIZED(401, "No valid API key"),
  FORBIDDEN(403, "This key may not do that"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This address does not take that method"),
  NOT_ACCEPTABLE(406, "No such representation"),
  AGENT_EXISTS(409, "The agent exists already"),
  AGENT_IN_USE(409, "The agent is in use"),
  ADDRESS_TAKEN(409, "The address is taken"),
  CHANNEL_UNAVAILABLE(409, "This server has no such channel"),
  TENANT_EXISTS(409, "The tenant exists already"),
  LAST_ADMIN_KEY(409, "The last admin key stays"),
  CONVERSATION_OPEN(409, "The conversation is still going on"),
  EXTRACTION_OUTDATED(409, "The lead has changed since"),
  RESCORE_RUNNING(409, "The leads are being scored again already"),
  AGENT_UNPUBLISHED(409, "The agent has no published version"),
  MERGE_NOT_NOW(409, "The merge does not wait for that"),
  LEAD_DECIDED(409, "A person has decided on the lead"),
  LEAD_MERGED(409, "The lead went into another"),
  FILE_NOT_KEPT(409, "The file is not here"),
  NOT_HELD(409, "The submission is not held"),
  CALL_NOT_NOW(409, "The contact is not called at this time"),
  CALL_REFUSED(409, "The contact is not called"),
  REPLAY_NOT_NOW(409, "The delivery cannot be replayed now"),
  NO_SECRET(409, "There is no secret to replace"),
  ERASURE_NOT_NOW(409, "The contact cannot be erased now"),
  IDEMPOTENCY_IN_PROGRESS(409, "The same request is under way"),
  REVISION_MISMATCH(412, "Somebody else was faster"),
  BODY_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is of a type that is not read here"),
  INVALID_DEFINITION(422, "The agent definition is not valid"),
  INVALID_BODY(422, "The body is not valid"),
  UNKNOWN_AGENT(422, "There is no such agent"),
  INVALID_CHANNEL(422, "The channel's account is not valid"),
  INVALID_CONNECTOR(422, "The connector's configuration is not valid"),
  IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
  INTERNAL_ERROR(500, "Something broke on this server"),
  TRY_AGAIN(503, "The server could not do it right now");

  private final int status;
  private final String title;

  ApiCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
