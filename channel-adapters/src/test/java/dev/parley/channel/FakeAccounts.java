package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.util.List;
import java.util.Optional;

/// Accounts as the runtime would know them.
public record FakeAccounts(List<ChannelAccount> accounts) implements ChannelAccounts {
  @Override
  public Optional<ChannelAccount> byAddress(ChannelType channel, String address) {
    return accounts.stream()
        .filter(account -> account.channel() == channel && account.address().equals(address))
        .findFirst();
  }

  @Override
  public Optional<ChannelAccount> byVendorId(ChannelType channel, String vendorId) {
    return accounts.stream()
        .filter(account -> account.channel() == channel)
        .filter(account -> vendorId.equals(account.settings().get("phone_number_id")))
        .findFirst();
  }

  @Override
  public boolean knowsVerifyToken(ChannelType channel, String token) {
    return accounts.stream()
        .filter(account -> account.channel() == channel)
        .flatMap(account -> account.credential("verify_token").stream())
        .anyMatch(known -> known.reveal().equals(token));
  }
}
