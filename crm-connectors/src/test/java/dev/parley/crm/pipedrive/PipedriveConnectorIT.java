package dev.parley.crm.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.net.Reach;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.Credentials;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.Discovery;
import dev.parley.crm.Problem;
import dev.parley.crm.TestResult;
import dev.parley.crm.Validation;
import dev.parley.crm.acceptance.Leads;
import dev.parley.crm.acceptance.MemoryRemoteKeys;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.HttpLimits;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipedriveConnectorIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode settings =
      JSON.createObjectNode().put("company_domain", "acme").put("currency", "EUR");
  private final ObjectNode mapping = JSON.createObjectNode();
  private final ObjectNode credentials =
      JSON.createObjectNode().put("api_token", PipedriveSimulator.API_TOKEN);
  private final MemoryRemoteKeys keys = new MemoryRemoteKeys();
  private Transcript transcript = Leads.TRANSCRIPT;
  private PipedriveSimulator pipedrive;

  @BeforeEach
  void start() {
    pipedrive = new PipedriveSimulator();
  }

  @AfterEach
  void stop() {
    assertThat(pipedrive.violations).isEmpty();
    pipedrive.close();
  }

  @Test
  void aCallTheBusinessMadeIsAnActivityThatSaysSo() {
    connector().deliver(Leads.delivery(stored(), Leads.called(1), 1));
    JsonNode activity = only(pipedrive.activities);
    assertThat(activity.path("type").asText()).isEqualTo("call");
    assertThat(activity.path("due_time").asText()).isEqualTo("09:30");
    assertThat(activity.path("duration").asText()).isEqualTo("00:04");
    assertThat(activity.path("note").asText())
        .contains("Channel: voice, outbound")
        .contains("Outbound call from +12025550100 to " + Leads.phone(1) + ", 181 s, connected")
        .contains(Leads.RECORDING);
  }

  @Test
  void makesAPersonALeadANoteAndAnActivity() {
    var delivered = delivered(created(Leads.lead(1)));
    JsonNode person = only(pipedrive.persons);
    JsonNode lead = only(pipedrive.leads);
    assertThat(person.path("name").asText()).isEqualTo("Ana Maria Silva");
    assertThat(person.at("/emails/0/value").asText()).isEqualTo(Leads.email(1));
    assertThat(person.at("/phones/0/value").asText()).isEqualTo(Leads.phone(1));
    assertThat(lead.path("title").asText()).isEqualTo("Ana Maria Silva (solar)");
    assertThat(lead.path("origin_id").asText()).isEqualTo(Leads.id(1).toString());
    assertThat(only(pipedrive.notes).path("content").asText())
        .startsWith("[Parley lead " + Leads.id(1) + " 1/1]")
        .contains("Hi &amp; welcome", "&lt;script&gt;");
    JsonNode activity = only(pipedrive.activities);
    assertThat(activity.path("type").asText()).isEqualTo("task");
    assertThat(activity.path("duration").asText()).isEqualTo("00:02");
    assertThat(activity.path("note").asText()).contains("Channel: sms", Leads.phone(1));
    assertThat(delivered.remoteRef()).contains("leads/" + lead.path("id").asText());
    assertThat(connector().link(stored(), delivered.remoteRef().orElseThrow()))
        .contains("https://acme.pipedrive.com/leads/inbox/" + lead.path("id").asText());
  }

  @Test
  void aSecondLeadOfAPersonTheSearchDoesNotSeeYetIsNoSecondPerson() {
    pipedrive.searchLag = Duration.ofDays(1);
    delivered(created(Leads.lead(1)));
    ObjectNode second = Leads.lead(UUID.randomUUID(), 1);
    delivered(created(second));
    assertThat(pipedrive.persons).hasSize(1);
    assertThat(pipedrive.leads).hasSize(2);
  }

  @Test
  void aPersonWhoIsThereIsFoundByPhone() {
    delivered(created(Leads.withoutEmail(1)));
    keys.made.clear();
    delivered(created(Leads.lead(Leads.id(7), 1)));
    assertThat(pipedrive.persons).hasSize(1);
  }

  @Test
  void aPersonDeletedThereIsMadeAnew() {
    delivered(created(Leads.lead(1)));
    pipedrive.persons.clear();
    delivered(created(Leads.lead(Leads.id(7), 1)));
    assertThat(pipedrive.persons).hasSize(1);
  }

  @Test
  void writesCustomFieldsAsTheirTypesTakeThem() {
    String roof = pipedrive.custom(pipedrive.dealFields, "Roof", "enum", "Owner", "Tenant");
    String bill = pipedrive.custom(pipedrive.dealFields, "Bill", "monetary");
    String panels = pipedrive.custom(pipedrive.personFields, "Panels", "double");
    mapping.put("full_name", "person.name").put("roof", "lead:roof").put("bill", "lead." + bill);
    mapping.put("panels", "person." + panels).put("gone", "lead:No such field");
    mapping.put("budget", "lead.value");
    ObjectNode lead = Leads.lead(1);
    ObjectNode fields = (ObjectNode) lead.path("fields");
    Leads.answer(fields, "roof", "owner");
    Leads.answer(fields, "gone", "x");
    fields.putObject("panels").put("value", 12);
    fields.putObject("bill").putObject("value").put("amount", 120).put("currency", "BRL");
    fields.putObject("budget").putObject("value").put("amount", 4900).put("currency", "EUR");
    assertThat(delivered(created(lead)).text()).contains("lead:No such field");
    JsonNode made = only(pipedrive.leads);
    assertThat(made.path(roof).isInt()).isTrue();
    assertThat(made.path(bill).decimalValue()).isEqualByComparingTo("120");
    assertThat(made.path(bill + "_currency").asText()).isEqualTo("BRL");
    assertThat(made.at("/value/amount").asInt()).isEqualTo(4900);
    assertThat(only(pipedrive.persons).at("/custom_fields/" + panels).asInt()).isEqualTo(12);
  }

  @Test
  void anAmendmentChangesWhatNobodyChangedAndLeavesTheRest() {
    ObjectNode before = Leads.lead(1);
    String ref = delivered(created(before)).remoteRef().orElseThrow();
    ObjectNode person = only(pipedrive.persons);
    ObjectNode after = Leads.lead(1);
    Leads.answer((ObjectNode) after.path("fields"), "full_name", "Ana Sousa");
    Leads.answer((ObjectNode) after.path("fields"), "email", "new@example.com");
    delivered(amended(before, after, ref));
    assertThat(person.path("name").asText()).isEqualTo("Ana Sousa");
    assertThat(person.at("/emails/0/value").asText()).isEqualTo("new@example.com");
    assertThat(person.path("emails")).hasSize(1);
    person.put("name", "By Hand");
    ObjectNode again = Leads.lead(1);
    delivered(amended(after, again, ref));
    assertThat(person.path("name").asText()).isEqualTo("By Hand");
    assertThat(pipedrive.leads).hasSize(1);
    assertThat(pipedrive.notes).hasSize(1);
    assertThat(pipedrive.activities).hasSize(1);
  }

  @Test
  void aDecisionIsANoteOfItsOwnAndALeadThatBecameADealIsNotMadeAgain() {
    ObjectNode lead = Leads.lead(1);
    String ref = delivered(created(lead)).remoteRef().orElseThrow();
    lead.putObject("decision").put("decision", "qualified").put("by", "Rui");
    var decided = Leads.delivery(stored(), lead, "lead.decided", 1, Optional.of(ref));
    delivered(connector().deliver(decided));
    delivered(connector().deliver(decided));
    assertThat(pipedrive.notes.values())
        .filteredOn(note -> note.path("content").asText().contains("decision"))
        .hasSize(1);
    pipedrive.leads.clear();
    var converted =
        delivered(
            connector()
                .deliver(Leads.delivery(stored(), lead, "lead.updated", 1, Optional.of(ref))));
    assertThat(converted.text()).contains("there no more");
    assertThat(converted.remoteRef().orElseThrow()).startsWith("persons/");
    assertThat(pipedrive.leads).isEmpty();
  }

  @Test
  void anErasureTakesEverythingBackAndTwiceIsOnce() {
    String ref = delivered(created(Leads.lead(1))).remoteRef().orElseThrow();
    ObjectNode ids = JSON.createObjectNode().put("id", Leads.id(1).toString());
    ids.put("conversation", new UUID(3, 1).toString());
    ids.putObject("contact").put("id", new UUID(2, 1).toString());
    for (Optional<String> known : List.of(Optional.of(ref), Optional.<String>empty())) {
      delivered(connector().deliver(Leads.delivery(stored(), ids, "lead.erased", 1, known)));
      assertThat(pipedrive.leads).isEmpty();
      assertThat(pipedrive.persons).isEmpty();
      assertThat(pipedrive.notes).isEmpty();
      assertThat(pipedrive.activities).isEmpty();
    }
    assertThat(keys.made).isEmpty();
  }

  @Test
  void splitsALongConversationAndResumesWhereItBroke() {
    transcript =
        new Transcript(List.of(new Turn(1, Speaker.CONTACT, "<".repeat(50_000), Leads.AT, "en")));
    pipedrive.loseAnswer("POST", "/v1/notes");
    assertThat(created(Leads.lead(1))).isInstanceOf(DeliveryResult.Retry.class);
    delivered(connector().deliver(Leads.delivery(stored(), Leads.lead(1), 2)));
    assertThat(pipedrive.notes).hasSizeGreaterThan(2);
    assertThat(pipedrive.notes.values())
        .extracting(note -> note.path("content").asText())
        .doesNotHaveDuplicates()
        .allMatch(content -> content.length() <= 90_000);
  }

  @Test
  void whoeverDoesNotKnowWhetherAPersonWasMadeKeepsOthersFromMakingOne() {
    pipedrive.searchLag = Duration.ofDays(1);
    pipedrive.loseAnswer("POST", "/api/v2/persons");
    assertThat(retry(created(Leads.lead(1))).code()).isEqualTo("connection_lost");
    assertThat(retry(created(Leads.lead(1))).code()).isEqualTo("record_held");
    assertThat(pipedrive.persons).hasSize(1);
  }

  @Test
  void waitsAsTheBurstTheBudgetAndTheGateAsk() {
    pipedrive.callsLeft = 0;
    assertThat(retry(created(Leads.lead(1))).after()).contains(Duration.ofSeconds(2));
    pipedrive.callsLeft = Integer.MAX_VALUE;
    pipedrive.fault(
        "GET",
        "/api",
        429,
        "{\"success\":false,\"error\":\"budget\"}",
        Headers.of("x-daily-ratelimit-token-remaining", "0"));
    var budget = retry(created(Leads.lead(1)));
    assertThat(budget.after()).contains(Duration.ofHours(1));
    assertThat(budget.trouble()).isEqualTo(Trouble.THROTTLED);
    pipedrive.fault("GET", "/api", 403, "<html>blocked</html>");
    assertThat(retry(created(Leads.lead(1))).after()).contains(Duration.ofMinutes(15));
  }

  @Test
  void aPlanThatHoldsNoMoreAndATokenThatIsRefusedBlockTheConnector() {
    pipedrive.fault(
        "POST",
        "/v1/leads",
        403,
        "{\"success\":false,\"error\":\"cap\",\"code\":\"feature_capping_leads_limit\"}");
    assertThat(((DeliveryResult.Blocked) created(Leads.lead(1))).code()).isEqualTo("plan_limit");
    pipedrive.tokens.clear();
    var revoked = (DeliveryResult.Blocked) created(Leads.lead(1));
    assertThat(revoked.code()).isEqualTo("token_revoked");
    assertThat(revoked.toString()).doesNotContain(PipedriveSimulator.API_TOKEN);
  }

  @Test
  void testingSaysWhatIsMissingAndMakesItWhereAllowed() {
    assertThat(connector().test(stored())).isInstanceOf(TestResult.Ready.class);
    pipedrive.missingScopes.addAll(List.of("leads", "activities"));
    assertThat(problems())
        .extracting(Problem::message)
        .anyMatch(text -> text.contains("leads:full"))
        .anyMatch(text -> text.contains("activities:full"));
    pipedrive.missingScopes.clear();
    mapping.put("roof", "lead:Roof kind");
    settings.put("call_activity", "phone_call");
    assertThat(problems())
        .extracting(Problem::path, Problem::code)
        .containsExactlyInAnyOrder(
            tuple("mapping", "field_missing"),
            tuple("settings.call_activity", "activity_type_missing"));
    settings.put("create_fields", true).remove("call_activity");
    assertThat(connector().test(stored())).isInstanceOf(TestResult.Ready.class);
    assertThat(connector().test(stored())).isInstanceOf(TestResult.Ready.class);
    assertThat(pipedrive.dealFields.values())
        .filteredOn(field -> field.path("field_name").asText().equals("Roof kind"))
        .hasSize(1);
  }

  @Test
  void discoversTheFieldsAndProposesAMappingThatValidates() {
    String roof = pipedrive.custom(pipedrive.dealFields, "Roof", "enum", "Owner", "Tenant");
    settings.put("create_fields", true);
    var found =
        (Discovery.Found)
            connector().discover(stored(), List.of("email", "full_name", "roof", "battery"));
    assertThat(found.mapping().toString())
        .isEqualTo(
            "{\"email\":\"person.email\",\"full_name\":\"person.name\",\"roof\":\"lead."
                + roof
                + "\",\"battery\":\"lead:battery\"}");
    mapping.setAll(found.mapping());
    assertThat(connector().validate(stored().config())).isEqualTo(new Validation.Ok());
  }

  @Test
  void previewsWhatItWouldSendAndRefusesWhatCannotWork() {
    assertThat(connector().preview(Leads.delivery(stored(), Leads.lead(1), 1)))
        .extracting(call -> call.method() + " " + call.url().replaceFirst("http://[^/]*", ""))
        .containsExactly(
            "POST /api/v2/persons", "POST /v1/leads", "POST /v1/notes", "POST /api/v2/activities");
    assertThat(pipedrive.calls).isEmpty();
    settings.put("colour", "red").put("notes", "yes").put("currency", "euro");
    mapping.put("a", "City").put("b", "lead.title").put("c", "lead.title");
    credentials.put("client_id", "x").put("client_secret", "y").put("refresh_token", "z");
    var refused = (Validation.Refused) connector().validate(stored().config());
    assertThat(refused.problems())
        .extracting(Problem::path, Problem::code)
        .containsExactlyInAnyOrder(
            tuple("settings.colour", "unknown_key"),
            tuple("settings.notes", "not_boolean"),
            tuple("settings.currency", "setting_invalid"),
            tuple("mapping.a", "mapping_invalid"),
            tuple("mapping.c", "field_taken"),
            tuple("credentials", "credentials_incomplete"));
  }

  private List<Problem> problems() {
    return ((TestResult.NotReady) connector().test(stored())).problems();
  }

  private DeliveryResult created(ObjectNode lead) {
    return connector().deliver(Leads.delivery(stored(), lead, 1));
  }

  private DeliveryResult amended(ObjectNode before, ObjectNode after, String ref) {
    var plain = Leads.delivery(stored(), after, "lead.updated", 1, Optional.of(ref));
    return connector()
        .deliver(
            new DeliveryRequest(
                plain.id(),
                plain.connector(),
                plain.lead(),
                plain.event(),
                Leads.AT,
                plain.payload(),
                1,
                plain.remoteRef(),
                Optional.of(before.toString())));
  }

  private PipedriveConnector connector() {
    AccessTokens none =
        (_, _, _) -> {
          throw new AssertionError("a personal token needs no token from us");
        };
    return new PipedriveConnector(
        new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT),
        new PipedriveSettings(
            pipedrive.url(),
            pipedrive.url(),
            90_000,
            Duration.ofMinutes(3),
            Duration.ZERO,
            Duration.ZERO),
        none,
        keys,
        (_, _) -> Optional.of(transcript),
        Clock.fixed(Leads.AT, ZoneOffset.UTC));
  }

  private Connector stored() {
    return new Connector(
        new UUID(8, 8),
        TenantId.DEFAULT,
        "pipedrive",
        new ConnectorConfig(settings, Credentials.of(credentials), mapping));
  }

  private static DeliveryResult.Delivered delivered(DeliveryResult result) {
    assertThat(result).isInstanceOf(DeliveryResult.Delivered.class);
    return (DeliveryResult.Delivered) result;
  }

  private static DeliveryResult.Retry retry(DeliveryResult result) {
    return (DeliveryResult.Retry) result;
  }

  private static ObjectNode only(Map<?, ObjectNode> records) {
    assertThat(records).hasSize(1);
    return records.values().iterator().next();
  }
}
