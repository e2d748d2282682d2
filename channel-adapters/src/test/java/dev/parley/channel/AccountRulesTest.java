package dev.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.sms.SmsAccountRules;
import dev.parley.channel.whatsapp.WhatsAppAccountRules;
import dev.parley.channel.whatsapp.WhatsAppSettings;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountRulesTest {
  private static final WhatsAppSettings META = WhatsAppSettings.defaults(WhatsAppSettings.META);
  private static final Secret SECRET = Secret.of("a secret nobody may see");

  private static ChannelAccount account(
      Map<String, String> settings, Map<String, Secret> credentials) {
    return new ChannelAccount(ChannelType.SMS, "+15005550006", settings, credentials);
  }

  private static List<String> codes(List<AccountProblem> problems) {
    assertThat(problems).noneMatch(problem -> problem.message().contains("nobody may see"));
    return problems.stream().map(problem -> problem.path() + " " + problem.code()).toList();
  }

  @Test
  void aWholeAccountHasNoProblem() {
    assertThat(
            SmsAccountRules.problems(
                account(
                    Map.of("account_sid", "AC" + "0a".repeat(16)), Map.of("auth_token", SECRET))))
        .isEmpty();
    assertThat(
            WhatsAppAccountRules.problems(
                account(
                    Map.of("phone_number_id", "1065"),
                    Map.of("access_token", SECRET, "app_secret", SECRET)),
                META))
        .isEmpty();
  }

  @Test
  void saysEverythingThatIsWrong() {
    assertThat(
            codes(
                SmsAccountRules.problems(
                    account(
                        Map.of("account_sid", "SK1", "api_key_sid", "x", "acount", "y"),
                        Map.of("token", SECRET)))))
        .containsExactlyInAnyOrder(
            "settings.account_sid malformed",
            "settings.api_key_sid malformed",
            "credentials.auth_token missing",
            "credentials.api_key_secret missing",
            "settings.acount unknown",
            "credentials.token unknown");
    assertThat(codes(WhatsAppAccountRules.problems(account(Map.of(), Map.of()), META)))
        .containsExactlyInAnyOrder(
            "settings.phone_number_id missing",
            "credentials.access_token missing",
            "credentials.app_secret missing");
  }

  @Test
  void anAppOfTheServersOwnProvesForAll() {
    var withApp = META.withApp(List.of(SECRET), Optional.empty());
    assertThat(
            WhatsAppAccountRules.problems(
                account(Map.of("phone_number_id", "1065"), Map.of("access_token", SECRET)),
                withApp))
        .isEmpty();
  }
}
