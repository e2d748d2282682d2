package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.DeliveryResult;
import java.util.List;

/// What a call to Salesforce gave: something to work with, or the end of the delivery.
sealed interface SalesforceReply {
  record Done(int status, JsonNode body) implements SalesforceReply {}

  /// There is no such record, or not any more.
  record Missing() implements SalesforceReply {}

  /// A duplicate rule found the lead is there already.
  ///
  /// @param saveable whether the rule only warns
  /// @param matches what it found, best first; may be empty where the user may not see them
  record Duplicates(boolean saveable, List<Match> matches) implements SalesforceReply {}

  record Failed(DeliveryResult result) implements SalesforceReply {}

  /// @param type `Lead`, `Contact` …
  record Match(String type, String id) {}
}
