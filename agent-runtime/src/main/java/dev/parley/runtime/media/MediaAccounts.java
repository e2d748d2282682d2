package dev.parley.runtime.media;

import dev.parley.channel.ChannelAccount;
import dev.parley.config.binding.ChannelType;
import java.util.Optional;

/// The accounts files are fetched with, as they are now.
@FunctionalInterface
public interface MediaAccounts {
  /// Empty when the channel is not in use any more.
  Optional<ChannelAccount> find(ChannelType channel, String address);
}
