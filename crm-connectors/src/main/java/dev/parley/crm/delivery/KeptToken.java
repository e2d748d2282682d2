package dev.parley.crm.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.store.Sealer;
import dev.parley.crm.AccessTokens.Token;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A connector's token as its row keeps it, sealed.
///
/// @param grants when tokens were granted of late
record KeptToken(Token token, List<Instant> grants) {
  private static final ObjectMapper JSON = new ObjectMapper();

  KeptToken {
    grants = List.copyOf(grants);
  }

  byte[] sealed(Sealer sealer, UUID connector) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("access", token.access())
            .put("refresh", token.refresh().orElse(null))
            .put("refresh_at", token.refreshAt().toString())
            .put("home", token.home().orElse(null));
    ArrayNode times = json.putArray("grants");
    grants.forEach(at -> times.add(at.toString()));
    try {
      return sealer.seal(place(connector), JSON.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  static KeptToken open(Sealer sealer, UUID connector, byte[] sealed) {
    try {
      JsonNode json = JSON.readTree(sealer.open(place(connector), sealed));
      List<Instant> grants = new ArrayList<>();
      json.path("grants").forEach(at -> grants.add(Instant.parse(at.asText())));
      return new KeptToken(
          new Token(
              json.path("access").asText(),
              Optional.ofNullable(json.path("refresh").textValue()),
              Instant.parse(json.path("refresh_at").asText()),
              Optional.ofNullable(json.path("home").textValue())),
          grants);
    } catch (IOException e) {
      throw new IllegalStateException("a sealed token is no JSON", e);
    }
  }

  private static String place(UUID connector) {
    return "connector-token/" + connector;
  }

  @Override
  public String toString() {
    return "KeptToken[****]";
  }
}
