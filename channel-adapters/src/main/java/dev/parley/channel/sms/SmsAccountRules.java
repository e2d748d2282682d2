package dev.parley.channel.sms;

import dev.parley.channel.AccountProblem;
import dev.parley.channel.AccountRules;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.twilio.TwilioAccount;
import java.util.List;

/// What an SMS channel's account must hold. Names are listed at [TwilioAccount].
public final class SmsAccountRules {
  private SmsAccountRules() {}

  /// Everything that is wrong; empty when the account can be used.
  public static List<AccountProblem> problems(ChannelAccount account) {
    return new AccountRules(account)
        .required(TwilioAccount.ACCOUNT_SID, TwilioAccount.ACCOUNT_SIDS, "AC and 32 hex digits")
        .optional(
            TwilioAccount.MESSAGING_SERVICE_SID, TwilioAccount.SERVICE_SIDS, "MG and 32 hex digits")
        .optional(TwilioAccount.API_KEY_SID, TwilioAccount.KEY_SIDS, "SK and 32 hex digits")
        .optionalRate()
        .requiredSecret(TwilioAccount.AUTH_TOKEN, "the account's auth token, which signs webhooks")
        .optionalSecret(TwilioAccount.AUTH_TOKEN_PREVIOUS)
        .optionalSecret(TwilioAccount.API_KEY_SECRET)
        .together(TwilioAccount.API_KEY_SID, TwilioAccount.API_KEY_SECRET)
        .problems();
  }
}
