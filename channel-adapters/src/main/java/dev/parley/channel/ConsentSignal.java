package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import java.time.Instant;

/// A contact told the vendor, rather than us, that it may (not) be written to. May come twice.
///
/// @param source stable, for the ledger, such as `twilio_opt_out` or `whatsapp_user_preferences`
/// @param at when the contact said so
public record ConsentSignal(
    ChannelType channel,
    String bindingAddress,
    Sender sender,
    Kind kind,
    Scope scope,
    String source,
    Instant at) {

  public enum Kind {
    STOP,
    START
  }

  public enum Scope {
    /// Nothing may be sent any more, answers included.
    EVERYTHING,
    /// The contact still talks to the business, and wants no messages it did not ask for.
    UNASKED
  }
}
