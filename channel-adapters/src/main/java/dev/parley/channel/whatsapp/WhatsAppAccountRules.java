package dev.parley.channel.whatsapp;

import dev.parley.channel.AccountProblem;
import dev.parley.channel.AccountRules;
import dev.parley.channel.ChannelAccount;
import java.util.ArrayList;
import java.util.List;

/// What a WhatsApp channel's account must hold. Names are listed at [MetaAccount].
public final class WhatsAppAccountRules {
  private WhatsAppAccountRules() {}

  /// Everything that is wrong; empty when the account can be used.
  public static List<AccountProblem> problems(ChannelAccount account, WhatsAppSettings settings) {
    var problems =
        new ArrayList<>(
            new AccountRules(account)
                .required(MetaAccount.PHONE_NUMBER_ID, MetaAccount.IDS, "digits, from Meta")
                .optional(MetaAccount.WABA_ID, MetaAccount.IDS, "digits, from Meta")
                .optionalRate()
                .requiredSecret(MetaAccount.ACCESS_TOKEN, "a system user's token")
                .optionalSecret(MetaAccount.APP_SECRET)
                .optionalSecret(MetaAccount.APP_SECRET_PREVIOUS)
                .optionalSecret(MetaAccount.VERIFY_TOKEN)
                .problems());
    if (MetaAccount.appSecrets(account, settings).isEmpty()) {
      problems.add(
          new AccountProblem(
              "credentials." + MetaAccount.APP_SECRET,
              "missing",
              "Give app_secret: this server has no app of its own to prove webhooks with."));
    }
    return List.copyOf(problems);
  }
}
