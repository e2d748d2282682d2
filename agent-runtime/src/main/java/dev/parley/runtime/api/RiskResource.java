package dev.parley.runtime.api;

import dev.parley.risk.RiskPolicy;
import dev.parley.risk.Submission;
import dev.parley.runtime.risk.Assessed;
import dev.parley.runtime.risk.RiskBook;
import dev.parley.runtime.risk.RiskPolicies;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jooq.DSLContext;

/// The risk of leads that came in elsewhere, and the business's own bounds.
final class RiskResource {
  private static final String TAG = "Risk";
  private static final String ALL = "/v1/risk";
  private static final String POLICY = "/v1/risk-policy";
  private static final int REFERENCE_CHARS_MAX = 200;
  private static final int SHORT_CHARS_MAX = 500;
  private static final int MESSAGE_CHARS_MAX = 10_000;
  private static final int METADATA_MAX = 30;
  private static final int DOMAINS_MAX = 5_000;
  private static final int COUNTRIES_MAX = 250;
  private static final int DAY_MILLIS = 86_400_000;
  private static final int TIMES_MAX = 1_000;
  private static final Set<String> ISO = Set.of(Locale.getISOCountries());

  private final RiskBook book;
  private final RiskPolicies policies;
  private final Clock clock;

  RiskResource(RiskBook book, RiskPolicies policies, Clock clock) {
    this.book = book;
    this.policies = policies;
    this.clock = clock;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("POST", ALL, "assessRisk", TAG, "Judge how likely a lead is not meant")
            .takes("RiskSubmission")
            .gives(200, "Risk")
            .in(this::assess),
        Operations.of("GET", ALL + "/{id}", "getRisk", TAG, "Read a judgement by its trace id")
            .gives(200, "Risk")
            .in(
                (call, tx) ->
                    Reply.ok(
                        book.find(tx, call.id("judgement"))
                            .orElseThrow(() -> ApiException.notFound("judgement")))),
        Operations.of("GET", POLICY, "getRiskPolicy", TAG, "Read the bounds")
            .gives(200, "RiskPolicy")
            .in((call, tx) -> Reply.ok(RiskPolicies.json(policies.read(tx, call.tenant())))),
        Operations.of("PUT", POLICY, "putRiskPolicy", TAG, "Set the bounds")
            .takes("RiskPolicy")
            .gives(200, "RiskPolicy")
            .in(this::bound));
  }

  private Reply assess(Call call, DSLContext tx) {
    Fields fields = call.fields();
    Optional<String> lead = fields.optionalText("lead", REFERENCE_CHARS_MAX);
    Optional<String> form = fields.optionalText("form", REFERENCE_CHARS_MAX);
    OptionalInt filledIn = fields.optionalWhole("filled_in_ms", 0, DAY_MILLIS);
    Submission submission =
        new Submission(
            fields.typed("ip", SHORT_CHARS_MAX),
            fields.typed("email", SHORT_CHARS_MAX).filter(text -> !text.isBlank()),
            fields.typed("phone", SHORT_CHARS_MAX).filter(text -> !text.isBlank()),
            fields.typed("name", SHORT_CHARS_MAX),
            fields.typed("message", MESSAGE_CHARS_MAX),
            fields.typed("user_agent", SHORT_CHARS_MAX),
            fields.typed("country", SHORT_CHARS_MAX),
            filledIn.stream().mapToObj(Duration::ofMillis).findFirst(),
            fields.typed("honeypot", MESSAGE_CHARS_MAX),
            metadata(fields));
    fields.done();
    Assessed assessed = book.assess(tx, call.tenant(), submission, lead, form);
    return Reply.ok(RiskBook.json(assessed));
  }

  private static Map<String, String> metadata(Fields fields) {
    Map<String, String> metadata = new HashMap<>();
    fields
        .entries("metadata", METADATA_MAX, SHORT_CHARS_MAX)
        .forEach((name, text) -> text.ifPresent(one -> metadata.put(name, one)));
    return metadata;
  }

  private Reply bound(Call call, DSLContext tx) {
    Fields fields = call.fields();
    int review = fields.whole("review_from", 1, 101);
    int block = fields.whole("block_from", 1, 101);
    if (block < review) {
      fields.wrong("block_from", "out_of_range", "this must not be below review_from");
    }
    RiskPolicy policy =
        new RiskPolicy(
            review,
            Math.max(review, block),
            domains(fields, "allowed_domains"),
            domains(fields, "blocked_domains"),
            countries(fields),
            fields.whole("ip_hour_max", 1, TIMES_MAX),
            fields.whole("ip_day_max", 1, TIMES_MAX),
            fields.whole("email_day_max", 1, TIMES_MAX),
            fields.whole("phone_day_max", 1, TIMES_MAX));
    fields.done();
    policies.write(tx, call.tenant(), policy, clock.instant());
    return Reply.ok(RiskPolicies.json(policy));
  }

  private static Set<String> domains(Fields fields, String name) {
    Set<String> domains = new HashSet<>();
    for (String given : fields.texts(name, DOMAINS_MAX, 253)) {
      String domain = given.toLowerCase(Locale.ROOT);
      if (domain.matches("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")) {
        domains.add(domain);
      } else {
        fields.wrong(name, "bad_value", "domains only, such as example.com");
      }
    }
    return domains;
  }

  private static Set<String> countries(Fields fields) {
    Set<String> countries = new HashSet<>();
    for (String given : fields.texts("countries", COUNTRIES_MAX, 2)) {
      String country = given.toUpperCase(Locale.ROOT);
      if (ISO.contains(country)) {
        countries.add(country);
      } else {
        fields.wrong("countries", "bad_value", "ISO 3166 countries only, such as PT");
      }
    }
    return countries;
  }
}
