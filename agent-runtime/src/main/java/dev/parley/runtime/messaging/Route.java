package dev.parley.runtime.messaging;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Sender;
import java.util.Optional;

/// Where the messages of a conversation go.
record Route(ChannelAccount account, Sender recipient) {
  OutboundMessage message(OutboxRow row) {
    return new OutboundMessage(
        row.id(), row.channel(), account.address(), recipient, row.body(), Optional.empty());
  }
}
