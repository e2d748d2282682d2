package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.util.Optional;

/// Which account serves an address, asked before the tenant is known and for every request a vendor
/// (or somebody who says so) makes: implementations answer from memory, unknown addresses too. What
/// is found is trusted only after its secret has proved the request.
public interface ChannelAccounts {

  /// By the channel's own address, in E.164.
  Optional<ChannelAccount> byAddress(ChannelType channel, String address);

  /// By the vendor's id of the address, where it has one: WhatsApp's `phone_number_id` setting.
  Optional<ChannelAccount> byVendorId(ChannelType channel, String vendorId);

  /// Whether a channel of this type was set up with this word, which the vendor says back when the
  /// webhook is registered (the `verify_token` credential of WhatsApp). Compares in constant time.
  boolean knowsVerifyToken(ChannelType channel, String token);
}
