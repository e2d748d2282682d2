package dev.parley.channel.hosted;

import dev.parley.channel.AccountProblem;
import dev.parley.channel.AccountRules;
import dev.parley.channel.ChannelAccount;
import java.util.List;
import java.util.regex.Pattern;

/// What a voice channel must hold whose calls a hosted agent carries (`carrier: agents`). Its
/// settings: `carrier`, `agent_id` (the vendor's id of the agent, for post-call webhooks). Its
/// credentials: `webhook_secret` and `webhook_secret_previous` (what those are signed with), and
/// `key`, which is made here.
public final class HostedAccountRules {
  public static final String CARRIER = "carrier";
  public static final String AGENTS = "agents";
  public static final String AGENT_ID = "agent_id";
  public static final String KEY = "key";
  public static final String WEBHOOK_SECRET = "webhook_secret";
  public static final String WEBHOOK_SECRET_PREVIOUS = "webhook_secret_previous";

  private static final Pattern CARRIERS = Pattern.compile(AGENTS);
  private static final Pattern AGENT_IDS = Pattern.compile("[A-Za-z0-9_-]{3,100}");

  private HostedAccountRules() {}

  /// Whether these are the rules for a channel.
  public static boolean apply(ChannelAccount account) {
    return account.setting(CARRIER).filter(AGENTS::equals).isPresent();
  }

  /// Everything that is wrong; empty when the account can be used.
  public static List<AccountProblem> problems(ChannelAccount account) {
    return new AccountRules(account)
        .required(CARRIER, CARRIERS, "agents")
        .optional(AGENT_ID, AGENT_IDS, "the agent's id at ElevenLabs")
        .together(AGENT_ID, WEBHOOK_SECRET)
        .optionalSecret(WEBHOOK_SECRET)
        .optionalSecret(WEBHOOK_SECRET_PREVIOUS)
        .optionalSecret(KEY)
        .problems();
  }
}
