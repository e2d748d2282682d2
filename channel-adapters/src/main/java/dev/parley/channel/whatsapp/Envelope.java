package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.ChannelAccounts;
import dev.parley.config.binding.ChannelType;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a webhook apart: every entry, every change, each to the channel it is about. Its tree is
/// read where it lies: one item that cannot be read must not take the others with it. Used by one
/// thread.
final class Envelope {
  private static final Logger LOG = LoggerFactory.getLogger(Envelope.class);

  private final ChannelAccounts accounts;
  private final Proof proof;
  private final GraphErrors errors;
  private final BatchBuilder batch;
  private final Instant now;

  Envelope(
      ChannelAccounts accounts, Proof proof, GraphErrors errors, BatchBuilder batch, Instant now) {
    this.accounts = accounts;
    this.proof = proof;
    this.errors = errors;
    this.batch = batch;
    this.now = now;
  }

  /// A body that is no webhook adds nothing: Meta would only bring it again.
  void add(byte[] body) {
    JsonNode root;
    try {
      root = Wire.MAPPER.readTree(body);
    } catch (IOException notJson) {
      batch.unread();
      return;
    }
    if (root == null || !root.isObject() || !root.path("entry").isArray()) {
      batch.unread();
      return;
    }
    for (JsonNode entry : root.path("entry")) {
      JsonNode changes = entry.path("changes");
      if (!entry.isObject() || (changes.isValueNode() && !changes.isNull())) {
        batch.unread();
      }
      for (JsonNode change : changes) {
        if (!change.isNull()) {
          add(change);
        }
      }
    }
  }

  private void add(JsonNode change) {
    JsonNode field = change.path("field");
    JsonNode value = change.path("value");
    if (!field.isTextual() || !value.isObject()) {
      batch.unread();
      return;
    }
    Optional<ChannelAccount> account =
        Contents.field(value.path("metadata").path("phone_number_id").asText())
            .flatMap(id -> accounts.byVendorId(ChannelType.WHATSAPP, id));
    if (account.isEmpty()) {
      return;
    }
    if (!proof.covers(account.get())) {
      LOG.warn("whatsapp_refused: a change about a channel of another app");
      return;
    }
    new InboundChange(account.get().address(), errors, batch, now).add(field.textValue(), value);
  }
}
