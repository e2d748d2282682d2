package dev.parley.channel;

import java.util.Locale;

/// Why a vendor did not bring a message to the contact, in the same words for every vendor.
///
/// @param vendorCode the vendor's own, such as `21610`; empty when there is none
public record Failure(Reason reason, String vendorCode) {

  /// What to do about it instead of sending the same again.
  public enum Remedy {
    /// Nothing more to do for this message.
    NONE,
    /// Enter the address into the consent ledger as opted out.
    SUPPRESS,
    /// Send the configured template, or wait for the contact.
    USE_TEMPLATE,
    /// The contact cannot be reached here; another channel may reach it.
    OTHER_CHANNEL,
    /// An account or its set-up is at fault: every message will fail, tell the operator.
    TELL_OPERATOR,
    /// The vendor failed after it took the message: the same may be sent again later.
    SEND_AGAIN
  }

  public enum Reason {
    OPTED_OUT(Remedy.SUPPRESS),
    WINDOW_SHUT(Remedy.USE_TEMPLATE),
    UNREACHABLE(Remedy.OTHER_CHANNEL),
    BAD_RECIPIENT(Remedy.OTHER_CHANNEL),
    BLOCKED_BY_CARRIER(Remedy.OTHER_CHANNEL),
    /// The vendor holds back unasked messages to this person for a day or more.
    HELD_BACK(Remedy.NONE),
    BAD_MESSAGE(Remedy.NONE),
    BAD_MEDIA(Remedy.NONE),
    BAD_TEMPLATE(Remedy.TELL_OPERATOR),
    BAD_SENDER(Remedy.TELL_OPERATOR),
    UNAUTHORISED(Remedy.TELL_OPERATOR),
    /// The account may not do this: a country, a registration or a product is not enabled.
    NOT_PERMITTED(Remedy.TELL_OPERATOR),
    ACCOUNT_STOPPED(Remedy.TELL_OPERATOR),
    /// Not in the vendor's table as we know it.
    UNLISTED(Remedy.NONE),
    TRANSIENT(Remedy.SEND_AGAIN);

    private final Remedy remedy;

    Reason(Remedy remedy) {
      this.remedy = remedy;
    }

    public Remedy remedy() {
      return remedy;
    }

    /// Stable, such as `opted_out`.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
