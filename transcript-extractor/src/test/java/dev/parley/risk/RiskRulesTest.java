package dev.parley.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskRulesTest {
  private static final RiskRules RULES = new RiskRules(DisposableDomains.builtIn());
  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  private static Submission of(String email, String phone, String name, String message) {
    return new Submission(
        Optional.of("203.0.113.7"),
        Optional.ofNullable(email),
        Optional.ofNullable(phone),
        Optional.ofNullable(name),
        Optional.ofNullable(message),
        Optional.of(BROWSER),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(40)),
        Optional.empty(),
        Map.of());
  }

  private static RiskReport assess(Submission submission) {
    return RULES.assess(submission, Sightings.NONE, RiskPolicy.DEFAULT);
  }

  private static List<RiskFlag> flags(RiskReport report) {
    return report.findings().stream().map(Finding::flag).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "ana.silva@gmail.com, +351912345678, Ana Silva, I need a quote for my roof, PT",
    "j.oneill@firma.de, +49 151 23456789, Jörg Müller, Bitte rufen Sie mich zurück, DE",
    "mehdi.benali@orange.fr, +33612345678, Mehdi Benali, Bonjour, FR",
    "k.nowak@wp.pl, +48601234567, Krzysztof Nowak, Dzień dobry, PL"
  })
  void letsPeoplePass(String email, String phone, String name, String message, String country) {
    RiskReport report = assess(of(email, phone, name, message));
    assertThat(report.findings()).isEmpty();
    assertThat(report.score()).isZero();
    assertThat(report.decision()).isEqualTo(Decision.ALLOWED);
    assertThat(report.country()).hasValue(country);
    assertThat(report.rules()).isEqualTo(RiskRules.VERSION);
  }

  @ParameterizedTest
  @CsvSource({
    "x@mailinator.com, EMAIL_DISPOSABLE",
    "x@in.mailinator.com, EMAIL_DISPOSABLE",
    "not-an-address, EMAIL_SYNTAX",
    "a@b, EMAIL_SYNTAX",
    "info@firma.de, EMAIL_ROLE",
    "ana@gmial.com, EMAIL_DOMAIN_SLIP",
    "sdkjfhg@firma.de, EMAIL_GIBBERISH"
  })
  void readsTheAddress(String email, RiskFlag flag) {
    assertThat(flags(assess(of(email, "+351912345678", "Ana", "")))).containsExactly(flag);
  }

  @ParameterizedTest
  @CsvSource({
    "hello, PHONE_INVALID",
    "+351 12, PHONE_INVALID",
    "+1 212 555 0123, PHONE_FICTIONAL",
    "+15555555555, PHONE_FICTIONAL",
    "+351 123456789, PHONE_FICTIONAL",
    "+44 909 879 0000, PHONE_COSTLY",
    "+1 800 234 5678, PHONE_NOT_PERSONAL"
  })
  void readsTheNumber(String phone, RiskFlag flag) {
    assertThat(flags(assess(of("ana@gmail.com", phone, "Ana", "")))).containsExactly(flag);
  }

  @ParameterizedTest
  @CsvSource({
    "curl/8.5.0, AUTOMATED",
    "python-requests/2.32, AUTOMATED",
    "Mozilla/5.0 (X11) HeadlessChrome/126.0, AUTOMATED",
    "Java/25, AUTOMATED",
    "'', NO_USER_AGENT"
  })
  void readsTheProgram(String agent, RiskFlag flag) {
    Submission plain = of("ana@gmail.com", null, null, null);
    Submission sent =
        new Submission(
            plain.ip(),
            plain.email(),
            plain.phone(),
            plain.name(),
            plain.message(),
            Optional.of(agent),
            plain.country(),
            plain.filledIn(),
            plain.honeypot(),
            plain.metadata());
    assertThat(flags(assess(sent))).containsExactly(flag);
  }

  @Test
  void catchesWhatProgramsDoToForms() {
    Submission sent =
        new Submission(
            Optional.of("999.1.1.1"),
            Optional.of("ana@gmail.com"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(BROWSER),
            Optional.empty(),
            Optional.of(Duration.ofMillis(400)),
            Optional.of("http://x"),
            Map.of());
    RiskReport report = assess(sent);
    assertThat(flags(report))
        .containsExactly(RiskFlag.HONEYPOT, RiskFlag.FILLED_TOO_FAST, RiskFlag.IP_INVALID);
    assertThat(report.labels()).containsExactly("automation", "invalid");
    assertThat(report.decision()).isEqualTo(Decision.BLOCKED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "We offer SEO services and backlinks",
        "Ganar dinero rápido desde casa",
        "Gagner de l'argent en ligne",
        "Schnell Geld verdienen",
        "Guadagnare soldi online",
        "Apareça na primeira página do Google"
      })
  void knowsBulkOffersInSixLanguages(String message) {
    assertThat(flags(assess(of("ana@gmail.com", null, "Ana", message))))
        .containsExactly(RiskFlag.SPAM_TERMS);
  }

  @Test
  void countsLinksAndFindsThemInNames() {
    assertThat(flags(assess(of("ana@gmail.com", null, "Ana", "see https://x.example"))))
        .containsExactly(RiskFlag.LINKS);
    assertThat(
            flags(
                assess(
                    of("ana@gmail.com", null, "Ana", "https://a http://b www.c.example [url=x]"))))
        .containsExactly(RiskFlag.MANY_LINKS);
    assertThat(flags(assess(of("ana@gmail.com", null, "Win www.prize.example", ""))))
        .containsExactly(RiskFlag.NAME_WITH_LINK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "Max Mustermann", "asdf", "12345", "John Doe"})
  void knowsNamesNobodyHas(String name) {
    assertThat(flags(assess(of("ana@gmail.com", null, name, ""))))
        .containsExactly(RiskFlag.NAME_FICTIONAL);
  }

  @Test
  void holdsCountriesAgainstEachOther() {
    Submission plain = of("ana@gmail.com", "+351912345678", "Ana", "");
    Submission sent =
        new Submission(
            plain.ip(),
            plain.email(),
            plain.phone(),
            plain.name(),
            plain.message(),
            plain.userAgent(),
            Optional.of("BR"),
            plain.filledIn(),
            plain.honeypot(),
            Map.of("ip_country", "VN"));
    assertThat(flags(assess(sent))).containsExactly(RiskFlag.COUNTRY_MISMATCH);
    RiskPolicy onlyBrazil = new RiskPolicy(40, 75, Set.of(), Set.of(), Set.of("BR"), 10, 30, 3, 3);
    assertThat(flags(RULES.assess(plain, Sightings.NONE, onlyBrazil)))
        .containsExactly(RiskFlag.COUNTRY_UNEXPECTED);
  }

  @Test
  void guessesTheCountryFromWhatThereIs() {
    assertThat(assess(of("ana@firma.de", null, null, null)).country()).hasValue("DE");
    assertThat(assess(of("ana@firma.co.uk", null, null, null)).country()).hasValue("GB");
    assertThat(assess(of("ana@start.io", null, null, null)).country()).isEmpty();
    assertThat(assess(of("ana@gmail.com", null, null, null)).country()).isEmpty();
  }

  @Test
  void countsWhatCameBefore() {
    Submission sent = of("ana@gmail.com", "+351912345678", "Ana", "");
    RiskReport report = RULES.assess(sent, new Sightings(10, 12, 3, 3, 1), RiskPolicy.DEFAULT);
    assertThat(flags(report))
        .containsExactly(
            RiskFlag.IP_VELOCITY,
            RiskFlag.EMAIL_VELOCITY,
            RiskFlag.PHONE_VELOCITY,
            RiskFlag.DUPLICATE);
    assertThat(flags(RULES.assess(sent, new Sightings(9, 29, 2, 2, 0), RiskPolicy.DEFAULT)))
        .isEmpty();
  }

  @Test
  void letsTheBusinessDecide() {
    Submission sent = of("info@firma.de", null, "Ana", "");
    RiskPolicy strict = new RiskPolicy(5, 10, Set.of(), Set.of(), Set.of(), 10, 30, 3, 3);
    assertThat(assess(sent).decision()).isEqualTo(Decision.ALLOWED);
    assertThat(RULES.assess(sent, Sightings.NONE, strict).decision()).isEqualTo(Decision.BLOCKED);
    RiskPolicy lists =
        new RiskPolicy(40, 75, Set.of("firma.de"), Set.of("bad.example.org"), Set.of(), 1, 1, 1, 1);
    assertThat(RULES.assess(sent, Sightings.NONE, lists).findings()).isEmpty();
    assertThat(
            flags(RULES.assess(of("a.b@bad.example.org", null, null, null), Sightings.NONE, lists)))
        .containsExactly(RiskFlag.EMAIL_BLOCKED_DOMAIN);
    assertThatThrownBy(() -> new RiskPolicy(80, 70, Set.of(), Set.of(), Set.of(), 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addsUpWithoutEverExceedingAHundred() {
    RiskReport report = assess(of("not-an-address", "hello", "test", "casino https://x"));
    assertThat(report.score()).isBetween(80, 100);
    assertThat(assess(of(null, null, null, null)).score()).isEqualTo(RiskFlag.NO_CONTACT.points());
  }

  @Test
  void givesTheSameReportForTheSame() {
    Submission sent = of("info@mailinator.com", "hello", "asdf", "https://x");
    assertThat(assess(sent)).isEqualTo(assess(sent));
  }

  @Test
  void neverRepeatsPersonalDataInItsReasons() {
    RiskReport report =
        assess(of("secretmailbox@gmial.com", "+1 212 555 0123", "Zxcvbn Secretname", "https://x"));
    assertThat(report.findings().toString())
        .doesNotContainIgnoringCase("secret")
        .doesNotContain("0123");
    assertThat(of("secret@x.de", null, null, null).toString()).doesNotContain("secret");
  }

  @Test
  void readsAListOfDomains() throws IOException {
    DisposableDomains few =
        DisposableDomains.read(new StringReader("# mine\n Trash.example \n\nold.example"));
    assertThat(few.size()).isEqualTo(2);
    assertThat(few.contains("trash.example")).isTrue();
    assertThat(few.contains("mx.trash.example")).isTrue();
    assertThat(few.contains("notrash.example")).isFalse();
    assertThat(DisposableDomains.builtIn().size()).isGreaterThan(5_000);
  }
}
