package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.DeliveryResult;

/// What a call to HubSpot gave: something to work with, or the end of the delivery.
sealed interface HubSpotReply {
  record Done(int status, JsonNode body) implements HubSpotReply {}

  /// 404: there is no such record.
  record Missing() implements HubSpotReply {}

  /// 409: a record with this key exists.
  ///
  /// @param existing its id; empty when HubSpot did not say
  record Conflict(String existing) implements HubSpotReply {}

  record Failed(DeliveryResult result) implements HubSpotReply {}
}
