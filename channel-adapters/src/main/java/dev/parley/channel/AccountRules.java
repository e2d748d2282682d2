package dev.parley.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Checks an account's settings and credentials by name, collecting everything that is wrong. Used
/// by one thread.
public final class AccountRules {
  private final ChannelAccount account;
  private final List<AccountProblem> problems = new ArrayList<>();
  private final Set<String> known = new TreeSet<>();

  public AccountRules(ChannelAccount account) {
    this.account = account;
  }

  /// @param form in words, such as `AC and 32 hex digits`
  public AccountRules required(String name, Pattern pattern, String form) {
    if (account.setting(name).isEmpty()) {
      problems.add(
          new AccountProblem("settings." + name, "missing", "Give " + name + ": " + form + "."));
    }
    return optional(name, pattern, form);
  }

  public AccountRules optional(String name, Pattern pattern, String form) {
    known.add("settings." + name);
    account
        .setting(name)
        .filter(value -> !pattern.matcher(value).matches())
        .ifPresent(
            _ ->
                problems.add(
                    new AccountProblem(
                        "settings." + name, "malformed", name + " must be " + form + ".")));
    return this;
  }

  /// The throughput the vendor gives this account.
  public AccountRules optionalRate() {
    return optional(
        ChannelAccount.MESSAGES_PER_SECOND, ChannelAccount.RATES, "a whole number from 1 to 9999");
  }

  /// @param what in words, such as `the auth token from Twilio's console`
  public AccountRules requiredSecret(String name, String what) {
    if (account.credential(name).isEmpty()) {
      problems.add(
          new AccountProblem("credentials." + name, "missing", "Give " + name + ": " + what + "."));
    }
    return optionalSecret(name);
  }

  public AccountRules optionalSecret(String name) {
    known.add("credentials." + name);
    return this;
  }

  /// A setting and a credential that make sense only together.
  public AccountRules together(String setting, String credential) {
    boolean first = account.setting(setting).isPresent();
    boolean second = account.credential(credential).isPresent();
    if (first != second) {
      String absent = first ? "credentials." + credential : "settings." + setting;
      problems.add(
          new AccountProblem(
              absent, "missing", setting + " and " + credential + " belong together; give both."));
    }
    return this;
  }

  /// Everything that is wrong, misspelt names included; empty when the account can be used.
  public List<AccountProblem> problems() {
    var all = new ArrayList<>(problems);
    account.settings().keySet().forEach(name -> unknown("settings." + name, all));
    account.credentials().keySet().forEach(name -> unknown("credentials." + name, all));
    return List.copyOf(all);
  }

  private void unknown(String path, List<AccountProblem> all) {
    if (!known.contains(path)) {
      all.add(
          new AccountProblem(
              path, "unknown", "There is no such entry; there are: " + String.join(", ", known)));
    }
  }
}
