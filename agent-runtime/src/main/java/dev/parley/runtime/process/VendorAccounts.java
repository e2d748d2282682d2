package dev.parley.runtime.process;

import dev.parley.channel.AccountProblem;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.hosted.HostedAccountRules;
import dev.parley.channel.sms.SmsAccountRules;
import dev.parley.channel.voice.twilio.VoiceAccountRules;
import dev.parley.channel.whatsapp.WhatsAppAccountRules;
import dev.parley.channel.whatsapp.WhatsAppSettings;
import dev.parley.config.binding.ChannelConfig;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.api.AccountCheck;
import java.util.List;

/// What each vendor wants of a channel's account, in one place for the API.
///
/// @param speaks whether this server has speech of its own
record VendorAccounts(WhatsAppSettings whatsApp, boolean speaks) implements AccountCheck {
  @Override
  public List<AccountProblem> problems(ChannelType type, String address, ChannelConfig config) {
    ChannelAccount account =
        new ChannelAccount(type, address, config.settings(), config.credentials());
    return switch (type) {
      case SMS -> SmsAccountRules.problems(account);
      case WHATSAPP -> WhatsAppAccountRules.problems(account, whatsApp);
      case VOICE ->
          HostedAccountRules.apply(account)
              ? HostedAccountRules.problems(account)
              : VoiceAccountRules.problems(account, speaks);
      case WEB -> List.of();
    };
  }
}
