package dev.parley.runtime.consent;

import dev.parley.channel.ConsentSignal;
import dev.parley.config.binding.ChannelType;
import java.time.Instant;
import java.util.Locale;

/// One row of the ledger: what a contact said about being written to, or asked.
///
/// @param channel where it was said; what it means holds on every channel
/// @param address a number in E.164 or a vendor's id of the person
/// @param source stable: `word`, `conversation`, or the vendor's, such as `twilio_opt_out`
/// @param at when the contact said so, which may be long before it is known here
public record Consent(
    ChannelType channel, String address, Kind kind, Scope scope, String source, Instant at) {

  public enum Kind {
    OPT_OUT,
    OPT_IN,
    HELP;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  public enum Scope {
    /// Nothing may be sent any more, answers included.
    EVERYTHING,
    /// The contact still talks, and wants no messages it did not ask for.
    UNASKED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Scope of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /// Prints no address: consents end up in logs by accident.
  @Override
  public String toString() {
    return "Consent[" + kind.wireName() + " " + scope.wireName() + " by " + source + "]";
  }

  static Kind kindOf(ConsentSignal signal) {
    return switch (signal.kind()) {
      case STOP -> Kind.OPT_OUT;
      case START -> Kind.OPT_IN;
    };
  }

  static Scope scopeOf(ConsentSignal signal) {
    return switch (signal.scope()) {
      case EVERYTHING -> Scope.EVERYTHING;
      case UNASKED -> Scope.UNASKED;
    };
  }
}
