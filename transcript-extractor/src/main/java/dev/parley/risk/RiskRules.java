package dev.parley.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All rules, one after the other. The same submission, sightings, policy and lists give the same
/// report. No network, no clock. Thread-safe.
public final class RiskRules {
  /// Raised with every change that can change a score.
  public static final String VERSION = "2026-11";

  private final EmailRules emails;

  public RiskRules(DisposableDomains disposable) {
    this.emails = new EmailRules(disposable);
  }

  /// Flags weigh like independent witnesses: what each leaves in doubt is multiplied, so that many
  /// small ones add up and never exceed a hundred.
  public RiskReport assess(Submission submission, Sightings sightings, RiskPolicy policy) {
    PhoneRules.Read phone = PhoneRules.read(submission);
    Optional<String> country = Countries.hint(submission, phone.country());
    List<Finding> findings = new ArrayList<>();
    findings.addAll(emails.findings(submission, policy));
    findings.addAll(phone.findings());
    findings.addAll(Countries.findings(submission, phone.country(), country, policy));
    findings.addAll(PersonRules.findings(submission));
    findings.addAll(ClientRules.findings(submission));
    findings.addAll(TextRules.findings(submission));
    findings.addAll(VelocityRules.findings(sightings, policy));
    int score = score(findings);
    return new RiskReport(
        score, policy.decide(score), labels(findings), findings, country, VERSION);
  }

  private static int score(List<Finding> findings) {
    double doubt = 1;
    for (Finding finding : findings) {
      doubt *= 1 - finding.flag().points() / 100.0;
    }
    return (int) Math.round(100 * (1 - doubt));
  }

  private static List<String> labels(List<Finding> findings) {
    Stream<String> labels = findings.stream().map(finding -> finding.flag().label());
    return labels.distinct().sorted().toList();
  }
}
