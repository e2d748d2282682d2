package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.ChannelAccounts;
import dev.parley.config.binding.ChannelType;
import java.io.IOException;
import java.util.Optional;

/// Finds the first of our numbers in a body that nobody has vouched for yet, keeping nothing of it:
/// it says whose secret must have signed the body.
final class FirstServed {
  private FirstServed() {}

  /// @return empty when the body is about none of our numbers, as far as it can be read
  static Optional<ChannelAccount> in(byte[] body, ChannelAccounts accounts) {
    try (JsonParser parser = Wire.MAPPER.getFactory().createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME
            && parser.currentName().equals(MetaAccount.PHONE_NUMBER_ID)
            && parser.nextToken() == JsonToken.VALUE_STRING) {
          var account = accounts.byVendorId(ChannelType.WHATSAPP, parser.getText());
          if (account.isPresent()) {
            return account;
          }
        }
      }
      return Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
