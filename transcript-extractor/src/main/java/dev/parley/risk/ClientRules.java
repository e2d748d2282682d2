package dev.parley.risk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.InetAddressValidator;

/// What the program that sent it tells.
final class ClientRules {
  /// Nobody reads and fills in a form in less.
  private static final Duration FILLED_IN_MIN = Duration.ofSeconds(3);

  private static final Pattern AUTOMATED =
      Pattern.compile(
          "(?i)headless|phantomjs|selenium|webdriver|puppeteer|playwright|cypress|scrapy|crawler"
              + "|spider|\\bbot\\b|bot/|curl/|wget/|python-requests|python-urllib|aiohttp|httpx/"
              + "|go-http-client|okhttp|apache-httpclient|^java/|libwww|lwp::|guzzle|axios|node-fetch"
              + "|undici|httpie|postmanruntime|insomnia|mechanize|ruby");

  private ClientRules() {}

  static List<Finding> findings(Submission submission) {
    List<Finding> findings = new ArrayList<>();
    if (submission.honeypot().filter(text -> !text.isBlank()).isPresent()) {
      findings.add(new Finding(RiskFlag.HONEYPOT, "a field was filled in that nobody sees"));
    }
    if (submission.filledIn().filter(took -> took.compareTo(FILLED_IN_MIN) < 0).isPresent()) {
      findings.add(new Finding(RiskFlag.FILLED_TOO_FAST, "filled in faster than a person can"));
    }
    submission
        .userAgent()
        .ifPresent(
            agent -> {
              if (agent.isBlank()) {
                findings.add(new Finding(RiskFlag.NO_USER_AGENT, "a program without a name"));
              } else if (AUTOMATED.matcher(agent).find()) {
                findings.add(new Finding(RiskFlag.AUTOMATED, "sent by a program, not a browser"));
              }
            });
    if (submission
        .ip()
        .filter(ip -> !InetAddressValidator.getInstance().isValid(ip.strip()))
        .isPresent()) {
      findings.add(new Finding(RiskFlag.IP_INVALID, "this is no network address"));
    }
    return findings;
  }
}
