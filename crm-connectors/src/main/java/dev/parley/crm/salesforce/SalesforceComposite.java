package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import java.util.List;
import okhttp3.HttpUrl;

/// Several writes as one: all of them happen, or none.
final class SalesforceComposite {
  static final int PARTS_MAX = 25;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// @param reference what later parts call its result
  /// @param saveDuplicates past a duplicate rule that only warns
  record Part(String method, String url, String reference, JsonNode body, boolean saveDuplicates) {}

  private final SalesforceApi api;

  SalesforceComposite(SalesforceApi api) {
    this.api = api;
  }

  HttpUrl url(SalesforceOptions options) {
    return api.url(options, "composite").build();
  }

  /// An answer that is not what Salesforce would say.
  SalesforceReply unreadable(int status) {
    return api.unreadable(status);
  }

  static ObjectNode body(List<Part> parts) {
    ObjectNode body = NODES.objectNode().put("allOrNone", true);
    ArrayNode requests = body.putArray("compositeRequest");
    for (Part part : parts) {
      ObjectNode request =
          requests
              .addObject()
              .put("method", part.method())
              .put("url", part.url())
              .put("referenceId", part.reference());
      if (part.saveDuplicates()) {
        request.putObject("httpHeaders").put("Sforce-Duplicate-Rule-Header", "allowSave=true");
      }
      request.set("body", part.body());
    }
    return body;
  }

  /// `Done` holds the first part's body; else what went wrong with the part that did.
  SalesforceReply send(Connector connector, List<Part> parts) {
    SalesforceOptions options = SalesforceOptions.of(connector);
    SalesforceReply reply =
        api.send(
            connector,
            "POST",
            url(options),
            body(parts),
            answer -> answer.path("compositeResponse").size() == parts.size());
    if (!(reply instanceof SalesforceReply.Done(_, var body))) {
      return reply;
    }
    JsonNode responses = body.path("compositeResponse");
    for (JsonNode response : responses) {
      int status = response.path("httpStatusCode").asInt();
      if (status < 200) {
        return api.unreadable(status);
      }
      JsonNode errors = response.path("body");
      if (status >= 300 && !errors.path(0).path("errorCode").asText().equals("PROCESSING_HALTED")) {
        return SalesforceErrors.of(status, errors);
      }
    }
    JsonNode first = responses.path(0);
    return new SalesforceReply.Done(first.path("httpStatusCode").asInt(), first.path("body"));
  }
}
