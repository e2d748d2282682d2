package dev.parley.crm.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.DeliveryResult;

/// What a call to Zoho gave: something to work with, or the end of the delivery.
sealed interface ZohoReply {
  record Done(int status, JsonNode body) implements ZohoReply {}

  /// There is no such record, or none was found.
  record Missing() implements ZohoReply {}

  /// Another record holds one of the unique values.
  ///
  /// @param existing its id; empty where Zoho did not say
  record Conflict(String existing) implements ZohoReply {}

  record Failed(DeliveryResult result) implements ZohoReply {}
}
