package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.FieldMapping;
import dev.parley.crm.FieldMapping.Wanted;
import dev.parley.crm.FieldPolicy;
import dev.parley.crm.LeadView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which lead field becomes which field of the person or the lead. A target is `person.<code>` or
/// `lead.<code>`, the code a word or the 40 characters of a custom field; or `person:<name>` and
/// `lead:<name>`, by what people there call the field.
final class PipedriveMapping {
  static final String EMAIL = "person.email";
  static final String PHONE = "person.phone";
  static final String NAME = "person.name";
  static final String TITLE = "lead.title";
  static final String AMOUNT = "lead.value";
  static final String CLOSE_DATE = "lead.expected_close_date";

  static final Map<String, String> USUAL =
      Map.of("email", EMAIL, "full_name", NAME, "phone", PHONE);

  static final FieldMapping.Names NAMES =
      new FieldMapping.Names(
          Pattern.compile(
              "person\\.(name|email|phone)|lead\\.(title|value|expected_close_date)"
                  + "|(person|lead)\\.[0-9a-f]{40}|(person|lead):[^\\p{Cntrl}]{1,100}"),
          "person.first_name",
          "person.last_name",
          PHONE,
          USUAL);

  private static final Set<String> STANDARD =
      Set.of(EMAIL, PHONE, NAME, TITLE, AMOUNT, CLOSE_DATE, NAMES.firstName(), NAMES.lastName());
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private PipedriveMapping() {}

  /// What this lead says, by target; a name in parts put together again.
  static Map<String, Wanted> wanted(ConnectorConfig config, LeadView lead) {
    Map<String, Wanted> wanted = new LinkedHashMap<>(FieldMapping.of(config, NAMES).wanted(lead));
    Optional<Wanted> first = Optional.ofNullable(wanted.remove(NAMES.firstName()));
    Optional<Wanted> last = Optional.ofNullable(wanted.remove(NAMES.lastName()));
    last.or(() -> first)
        .ifPresent(
            part ->
                wanted.putIfAbsent(
                    NAME,
                    new Wanted(
                        (first.map(Wanted::value).orElse("")
                                + " "
                                + last.map(Wanted::value).orElse(""))
                            .strip(),
                        part.policy())));
    return wanted;
  }

  /// Those a record cannot be made without, from what there is: never written again after.
  static Map<String, Wanted> withNames(Map<String, Wanted> wanted, LeadView lead) {
    Map<String, Wanted> named = new LinkedHashMap<>(wanted);
    String name =
        text(wanted, NAME)
            .or(() -> text(wanted, EMAIL))
            .or(() -> text(wanted, PHONE))
            .orElse("Contact " + lead.contact());
    named.putIfAbsent(NAME, new Wanted(name, FieldPolicy.NEVER));
    named.putIfAbsent(TITLE, new Wanted(name + " (" + lead.text("agent") + ")", FieldPolicy.NEVER));
    return named;
  }

  static Optional<String> text(Map<String, Wanted> wanted, String target) {
    return Optional.ofNullable(wanted.get(target)).map(Wanted::value);
  }

  /// Targets that need the account's field list.
  static List<String> custom(Iterable<String> targets) {
    List<String> custom = new ArrayList<>();
    targets.forEach(
        target -> {
          if (!STANDARD.contains(target)) {
            custom.add(target);
          }
        });
    return custom;
  }

  /// All fields a target may mean: one where the mapping works.
  static List<PipedriveField> fields(String target, Map<String, PipedriveField> account) {
    int colon = target.indexOf(':');
    if (colon < 0) {
      return Optional.ofNullable(account.get(target)).stream().toList();
    }
    String prefix = target.substring(0, colon) + ".";
    String name = PipedriveField.bare(target.substring(colon + 1));
    return account.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(Map.Entry::getValue)
        .filter(field -> field.custom() && PipedriveField.bare(field.label()).equals(name))
        .toList();
  }

  /// The currency of the amount that goes to `target`, else the connector's own.
  static Optional<String> currency(ConnectorConfig config, LeadView lead, String target) {
    for (var entry : config.mapping().properties()) {
      JsonNode to = entry.getValue();
      if ((to.isTextual() ? to : to.path("field")).asText().equals(target)) {
        Optional<String> own = lead.currency(entry.getKey());
        if (own.isPresent()) {
          return own;
        }
      }
    }
    return Optional.of(config.settings().path("currency").asText())
        .filter(code -> CURRENCY.matcher(code).matches());
  }
}
