package dev.parley.risk;

import dev.parley.value.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the message tells.
final class TextRules {
  private static final int MANY_LINKS_MIN = 3;
  private static final Pattern LINK =
      Pattern.compile(
          "(?i)https?://|\\bwww\\.[a-z0-9]|\\[url[=\\]]|<a\\s+href|\\bt\\.me/|\\bbit\\.ly/");

  /// What offers sent in bulk say and people with a need do not; folded, six languages.
  private static final Pattern SPAM =
      Pattern.compile(
          "\\b(?:backlinks?|guest post|domain authority|seo services?|rank (?:your|higher)|first"
              + " page of google|web traffic|casino|viagra|cialis|crypto(?:currency)?"
              + " invest\\w*|bitcoin (?:profit|investment)|forex|binary options|payday loan|make"
              + " money (?:fast|online)|work from home|earn \\$ ?\\d+|cheap (?:pills|meds)|adult"
              + " dating|hot (?:girls|singles)|onlyfans|lottery winner|nigerian|wire transfer"
              + " of|dear sir/madam, we offer|posicionamiento seo|primera pagina de google|ganar"
              + " dinero (?:rapido|online)|prestamos? rapidos?|primeira pagina do google|ganhar"
              + " dinheiro (?:rapido|online)|emprestimo facil|geld verdienen im internet|schnell"
              + " geld verdienen|suchmaschinenoptimierung anbieten|gagner de l'argent"
              + " (?:rapidement|en ligne)|premiere page de google|guadagnare (?:soldi"
              + " )?(?:online|velocemente)|prima pagina di google)\\b");

  private TextRules() {}

  static List<Finding> findings(Submission submission) {
    String text = submission.message().orElse("");
    List<Finding> findings = new ArrayList<>();
    int links = links(text);
    if (links >= MANY_LINKS_MIN) {
      findings.add(new Finding(RiskFlag.MANY_LINKS, links + " links in the message"));
    } else if (links > 0) {
      findings.add(new Finding(RiskFlag.LINKS, "a link in the message"));
    }
    if (SPAM.matcher(Fold.fold(text)).find()) {
      findings.add(new Finding(RiskFlag.SPAM_TERMS, "words of bulk offers"));
    }
    return findings;
  }

  static int links(String text) {
    Matcher matcher = LINK.matcher(text);
    int links = 0;
    while (matcher.find()) {
      links++;
    }
    return links;
  }
}
