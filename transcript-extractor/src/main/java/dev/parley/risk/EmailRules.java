package dev.parley.risk;

import dev.parley.value.MailDomains;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.validator.routines.EmailValidator;

/// What an e-mail address tells.
final class EmailRules {
  private static final Set<String> ROLES =
      Set.of(
          "abuse",
          "accounts",
          "admin",
          "administrator",
          "billing",
          "compliance",
          "contact",
          "contacto",
          "contato",
          "devnull",
          "enquiries",
          "help",
          "hostmaster",
          "hr",
          "info",
          "jobs",
          "kontakt",
          "mailer-daemon",
          "marketing",
          "no-reply",
          "noc",
          "noreply",
          "office",
          "postmaster",
          "press",
          "root",
          "sales",
          "security",
          "service",
          "spam",
          "support",
          "team",
          "test",
          "vendas",
          "ventas",
          "webmaster");

  private final DisposableDomains disposable;

  EmailRules(DisposableDomains disposable) {
    this.disposable = disposable;
  }

  List<Finding> findings(Submission submission, RiskPolicy policy) {
    List<Finding> findings = new ArrayList<>();
    if (submission.email().isEmpty()) {
      if (submission.phone().isEmpty()) {
        findings.add(new Finding(RiskFlag.NO_CONTACT, "neither an e-mail nor a phone number"));
      }
      return findings;
    }
    String email = submission.email().get().strip().toLowerCase(Locale.ROOT);
    if (!EmailValidator.getInstance(false, true).isValid(email)) {
      findings.add(new Finding(RiskFlag.EMAIL_SYNTAX, "this cannot be an e-mail address"));
      return findings;
    }
    int at = email.lastIndexOf('@');
    String domain = email.substring(at + 1);
    if (DisposableDomains.holds(policy.allowedDomains(), domain)) {
      return findings;
    }
    domain(domain, policy, findings);
    mailbox(email.substring(0, at), findings);
    return findings;
  }

  /// Who buys a domain for slips of the finger gets the people too: they meant the other one.
  private void domain(String domain, RiskPolicy policy, List<Finding> findings) {
    if (DisposableDomains.holds(policy.blockedDomains(), domain)) {
      findings.add(new Finding(RiskFlag.EMAIL_BLOCKED_DOMAIN, "a domain you have blocked"));
    }
    Optional<String> meant = MailDomains.slipOf(domain);
    if (meant.isPresent()) {
      String reason = "a domain close to " + meant.get();
      findings.add(new Finding(RiskFlag.EMAIL_DOMAIN_SLIP, reason));
    } else if (disposable.contains(domain)) {
      findings.add(new Finding(RiskFlag.EMAIL_DISPOSABLE, "a throw-away mailbox"));
    }
  }

  private static void mailbox(String local, List<Finding> findings) {
    int plus = local.indexOf('+');
    String mailbox = plus > 0 ? local.substring(0, plus) : local;
    if (ROLES.contains(mailbox)) {
      findings.add(new Finding(RiskFlag.EMAIL_ROLE, "a mailbox of a role, not of a person"));
    } else if (Gibberish.isLikely(mailbox.replaceAll("[^\\p{L}]+$", ""))) {
      findings.add(new Finding(RiskFlag.EMAIL_GIBBERISH, "a mailbox name of random letters"));
    }
  }
}
