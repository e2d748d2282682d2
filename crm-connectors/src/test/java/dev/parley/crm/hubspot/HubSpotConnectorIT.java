package dev.parley.crm.hubspot;

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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubSpotConnectorIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-22T23:00:00Z");
  private static final UUID LEAD = new UUID(1, 1);
  private static final UUID PERSON = new UUID(2, 2);

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final ObjectNode settings = JSON.createObjectNode();
  private final ObjectNode mapping = JSON.createObjectNode();
  private final ObjectNode credentials = JSON.createObjectNode().put("access_token", "pat-good");
  private Transcript transcript =
      new Transcript(
          List.of(
              new Turn(1, Speaker.AGENT, "Hi & welcome", NOW, "en"),
              new Turn(2, Speaker.CONTACT, "<script>alert(1)</script>", NOW, "en")));
  private HubSpotSimulator hubSpot;

  @BeforeEach
  void start() throws Exception {
    hubSpot = new HubSpotSimulator();
    hubSpot.property("parley_contact_id", true);
  }

  @AfterEach
  void stop() {
    assertThat(hubSpot.violations).isEmpty();
    hubSpot.close();
  }

  @Test
  void makesAContactWithTheConversationAsANote() {
    var delivered = (DeliveryResult.Delivered) deliver(lead("ana@example.com", "Ana Maria Silva"));
    assertThat(hubSpot.contacts).hasSize(1);
    JsonNode contact = hubSpot.contacts.values().iterator().next();
    assertThat(delivered.remoteRef()).contains("contacts/" + contact.path("id").asText());
    assertThat(contact.path("properties").toString())
        .isEqualTo(
            "{\"email\":\"ana@example.com\",\"firstname\":\"Ana\",\"lastname\":\"Maria Silva\","
                + "\"phone\":\"+351912345678\",\"parley_contact_id\":\""
                + PERSON
                + "\"}");
    JsonNode note = hubSpot.notes.values().iterator().next();
    assertThat(note.at("/properties/hs_note_body").asText())
        .contains("[Parley lead " + LEAD + ", 1/1]", "Hi &amp; welcome", "&lt;script&gt;")
        .doesNotContain("<script>");
    assertThat(note.path("contact").asText()).isEqualTo(contact.path("id").asText());
  }

  @Test
  void aPersonWithoutAnEmailAddressIsKnownByOurOwnProperty() {
    deliver(lead(null, "Ana"));
    deliver(new UUID(1, 2), lead(null, "Ana"), 1);
    assertThat(hubSpot.contacts).hasSize(1);
    assertThat(hubSpot.contacts.values().iterator().next().at("/properties/parley_contact_id"))
        .hasToString("\"" + PERSON + "\"");
    assertThat(hubSpot.notes).hasSize(2);
  }

  @Test
  void leavesWhatAPersonChangedAndObeysTheFieldPolicies() throws Exception {
    mapping.put("email", "email").put("phone", "phone");
    mapping.putObject("full_name").put("property", "firstname").put("policy", "overwrite");
    mapping.putObject("town").put("property", "city").put("policy", "never");
    deliver(lead("ana@example.com", "Ana"));
    ObjectNode properties =
        (ObjectNode) hubSpot.contacts.values().iterator().next().path("properties");
    assertThat(properties.path("city").asText()).isEqualTo("Porto");
    properties.put("phone", "+1 by hand").put("firstname", "by hand").put("city", "by hand");
    deliver(new UUID(1, 2), lead("ana@example.com", "Ana"), 1);
    assertThat(properties.path("phone").asText()).isEqualTo("+1 by hand");
    assertThat(properties.path("firstname").asText()).isEqualTo("Ana");
    assertThat(properties.path("city").asText()).isEqualTo("by hand");
  }

  @Test
  void whoeverLosesTheRaceToMakeAContactUpdatesIt() {
    deliver(lead("ana@example.com", "Ana"));
    hubSpot.unseenReads = 2;
    assertThat(deliver(new UUID(1, 2), lead("ana@example.com", "Ana"), 1))
        .isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(hubSpot.contacts).hasSize(1);
    assertThat(hubSpot.requests()).contains("POST /crm/v3/objects/contacts");
  }

  @Test
  void anAnswerThatIsLostDoublesNothing() {
    for (String path : List.of("/crm/v3/objects/contacts", "/crm/v3/objects/notes")) {
      hubSpot.loseAnswer("POST", path);
    }
    String lead = lead("ana@example.com", "Ana");
    assertThat(retry(deliver(LEAD, lead, 1)).code()).isEqualTo("connection_lost");
    assertThat(retry(deliver(LEAD, lead, 2)).code()).isEqualTo("connection_lost");
    assertThat(deliver(LEAD, lead, 3)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(hubSpot.contacts).hasSize(1);
    assertThat(hubSpot.notes).hasSize(1);
  }

  @Test
  void splitsALongConversationAndResumesWhereItBroke() {
    transcript = new Transcript(List.of(new Turn(1, Speaker.CONTACT, "x".repeat(2500), NOW, "en")));
    hubSpot.fault("POST", "/crm/v3/objects/notes", 500, "{}");
    String lead = lead("ana@example.com", "Ana");
    var connector = connector(1000);
    connector.deliver(request(LEAD, lead, 1));
    connector.deliver(request(LEAD, lead, 2));
    assertThat(hubSpot.notes).hasSizeGreaterThan(2);
    connector.deliver(request(LEAD, lead, 3));
    assertThat(hubSpot.notes.values())
        .allSatisfy(
            note ->
                assertThat(note.at("/properties/hs_note_body").asText().length())
                    .isLessThanOrEqualTo(1000));
    assertThat(
            hubSpot.notes.values().stream()
                .map(note -> note.at("/properties/hs_note_body").asText())
                .distinct())
        .hasSameSizeAs(hubSpot.notes.values());
  }

  @Test
  void waitsAsTheLimitAsks() {
    hubSpot.fault(
        "GET", "/crm", 429, "{\"message\":\"limit\",\"policyName\":\"TEN_SECONDLY_ROLLING\"}");
    hubSpot.fault("GET", "/crm", 429, "{\"message\":\"limit\",\"policyName\":\"DAILY\"}");
    var rolling = retry(deliver(lead("ana@example.com", "Ana")));
    assertThat(rolling.after()).contains(Duration.ofSeconds(10));
    assertThat(rolling.trouble()).isEqualTo(Trouble.THROTTLED);
    assertThat(retry(deliver(lead("ana@example.com", "Ana"))).after())
        .contains(Duration.ofHours(1));
  }

  @Test
  void aRefusedRecordIsRejectedWithoutItsPersonalData() {
    hubSpot.fault(
        "POST",
        "/crm/v3/objects/contacts",
        400,
        "{\"category\":\"VALIDATION_ERROR\",\"message\":\"ana@example.com is no e-mail\"}");
    var rejected = (DeliveryResult.Rejected) deliver(lead("ana@example.com", "Ana"));
    assertThat(rejected.code()).isEqualTo("validation");
    assertThat(rejected.text()).contains("is no e-mail").doesNotContain("ana@");
  }

  @Test
  void aTokenThatIsRefusedOrLacksAScopeBlocksTheConnector() {
    hubSpot.fault("GET", "/crm", 403, "{\"category\":\"MISSING_SCOPES\",\"message\":\"scopes\"}");
    var scope = (DeliveryResult.Blocked) deliver(lead("ana@example.com", "Ana"));
    assertThat(scope.code()).isEqualTo("scope_missing");
    hubSpot.tokens.clear();
    var revoked = (DeliveryResult.Blocked) deliver(lead("ana@example.com", "Ana"));
    assertThat(revoked.code()).isEqualTo("token_revoked");
    assertThat(revoked.toString()).doesNotContain("pat-good");
  }

  @Test
  void testingSaysWhatIsMissingAndMakesItWhereAllowed() {
    hubSpot.properties.remove("parley_contact_id");
    mapping.put("email", "email").put("roof", "roof_kind");
    var missing = (TestResult.NotReady) connector(65_536).test(stored());
    assertThat(missing.problems())
        .extracting(Problem::path, Problem::code)
        .containsExactlyInAnyOrder(
            tuple("settings.unique_property", "property_missing"),
            tuple("mapping", "property_missing"));
    settings.put("create_properties", true);
    assertThat(connector(65_536).test(stored())).isInstanceOf(TestResult.Ready.class);
    assertThat(hubSpot.properties.get("parley_contact_id").path("hasUniqueValue").asBoolean())
        .isTrue();
    hubSpot.property("parley_contact_id", false);
    var notUnique = (TestResult.NotReady) connector(65_536).test(stored());
    assertThat(notUnique.problems())
        .extracting(Problem::code)
        .containsExactly("property_not_unique");
  }

  @Test
  void aPersonWhoLeavesAnEmailAddressLaterStaysOneContact() {
    deliver(lead(null, "Ana"));
    deliver(new UUID(1, 2), lead("ana@example.com", "Ana"), 1);
    assertThat(hubSpot.contacts).hasSize(1);
    assertThat(hubSpot.contacts.values().iterator().next().at("/properties/email").asText())
        .isEqualTo("ana@example.com");
  }

  @Test
  void anAmendmentChangesWhatNobodyChangedAndIsNoSecondRecord() {
    String before = lead("ana@example.com", "Ana");
    String after = lead("ana@example.com", "Maria");
    deliver(before);
    ObjectNode properties =
        (ObjectNode) hubSpot.contacts.values().iterator().next().path("properties");
    deliverAgain("lead.updated", after, before);
    assertThat(properties.path("firstname").asText()).isEqualTo("Maria");
    properties.put("firstname", "by hand");
    deliverAgain("lead.updated", before, after);
    assertThat(properties.path("firstname").asText()).isEqualTo("by hand");
    assertThat(hubSpot.contacts).hasSize(1);
    assertThat(hubSpot.notes).hasSize(1);
  }

  @Test
  void aDecisionIsANoteOfItsOwn() {
    String lead = lead("ana@example.com", "Ana");
    deliver(lead);
    String decided = lead.replaceFirst("\\{", "{\"decision\":{\"decision\":\"qualified\"},");
    deliverAgain("lead.decided", decided, lead);
    deliverAgain("lead.decided", decided, lead);
    assertThat(hubSpot.notes).hasSize(2);
    assertThat(hubSpot.notes.values())
        .extracting(note -> note.at("/properties/hs_note_body").asText())
        .anyMatch(body -> body.contains("decision: qualified"));
  }

  @Test
  void logsMessagesAndCallsAsHubSpotKnowsThem() {
    String lead = lead("ana@example.com", "Ana");
    deliver(lead.replaceFirst("\\{", "{\"channel\":\"whatsapp\","));
    deliver(new UUID(1, 2), lead.replaceFirst("\\{", "{\"channel\":\"voice\","), 1);
    JsonNode message = hubSpot.objects.get("communications").values().iterator().next();
    assertThat(message.at("/properties/hs_communication_channel_type").asText())
        .isEqualTo("WHATS_APP");
    JsonNode call = hubSpot.objects.get("calls").values().iterator().next();
    assertThat(call.at("/properties/hs_call_from_number").asText()).isEqualTo("+351912345678");
    assertThat(hubSpot.notes).hasSize(1);
  }

  @Test
  void aCallTheBusinessMadeIsLoggedAsSuchWithItsTimes() {
    ObjectNode lead = Leads.called(1);
    connector(65_536).deliver(Leads.delivery(stored(), lead, 1));
    JsonNode call = hubSpot.objects.get("calls").values().iterator().next().path("properties");
    assertThat(call.path("hs_call_direction").asText()).isEqualTo("OUTBOUND");
    assertThat(call.path("hs_call_to_number").asText()).isEqualTo(Leads.phone(1));
    assertThat(call.path("hs_call_from_number").asText()).isEqualTo("+12025550100");
    assertThat(call.path("hs_call_duration").asText()).isEqualTo("181000");
    assertThat(call.path("hs_timestamp").asText()).isEqualTo("2026-11-22T09:30:00Z");
    assertThat(call.path("hs_call_status").asText()).isEqualTo("COMPLETED");
    assertThat(call.path("hs_call_disposition").asText()).startsWith("f240bbac");
    assertThat(call.path("hs_call_recording_url").asText()).isEqualTo(Leads.RECORDING);
    assertThat(call.path("hs_call_body").asText()).contains("181 s, connected");
  }

  @Test
  void aCallThatWasBusyIsLoggedAsThatAndARefusedRecordingNotAtAll() {
    connector(65_536).deliver(Leads.delivery(stored(), Leads.busy(1), 1));
    JsonNode call = hubSpot.objects.get("calls").values().iterator().next().path("properties");
    assertThat(call.path("hs_call_status").asText()).isEqualTo("BUSY");
    assertThat(call.path("hs_call_disposition").asText()).startsWith("9d9162e7");
    assertThat(call.has("hs_call_recording_url")).isFalse();
  }

  @Test
  void anOutcomeTheAccountHasNotCostsTheOutcomeOnly() {
    hubSpot.fault(
        "POST",
        "/crm/v3/objects/calls",
        400,
        "{\"status\":\"error\",\"category\":\"VALIDATION_ERROR\",\"message\":\"no such option\"}");
    assertThat(connector(65_536).deliver(Leads.delivery(stored(), Leads.called(1), 1)))
        .isInstanceOf(DeliveryResult.Delivered.class);
    JsonNode call = hubSpot.objects.get("calls").values().iterator().next().path("properties");
    assertThat(call.path("hs_call_status").asText()).isEqualTo("COMPLETED");
    assertThat(call.has("hs_call_disposition")).isFalse();
  }

  @Test
  void makesOneLeadAndADealOfAQualifiedLead() {
    settings.put("leads", true).put("deals", true).put("deal_amount", "bill");
    hubSpot.property("leads", "parley_lead_id", true);
    hubSpot.property("deals", "parley_lead_id", true);
    String lead = lead("ana@example.com", "Ana");
    deliver(lead);
    deliver(LEAD, lead, 2);
    deliver(new UUID(1, 2), lead.replace("qualified", "disqualified"), 1);
    assertThat(hubSpot.objects.get("leads")).hasSize(2);
    assertThat(hubSpot.objects.get("deals")).hasSize(1);
    assertThat(
            hubSpot.objects.get("leads").values().iterator().next().at("/properties/hs_lead_name"))
        .hasToString("\"Ana (solar)\"");
  }

  @Test
  void oneBadPartOfABatchCostsOnlyItself() {
    transcript = new Transcript(List.of(new Turn(1, Speaker.CONTACT, "x".repeat(3500), NOW, "en")));
    hubSpot.failingInputs.add(1);
    String lead = lead("ana@example.com", "Ana");
    var partly = retry(connector(1000).deliver(request(LEAD, lead, 1)));
    assertThat(partly.code()).isEqualTo("partly_written");
    assertThat(partly.trouble()).isEqualTo(Trouble.RECORD);
    int written = hubSpot.notes.size();
    assertThat(connector(1000).deliver(request(LEAD, lead, 2)))
        .isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(hubSpot.notes).hasSize(written + 1);
  }

  @Test
  void anErasureDeletesTheContactForGoodOrOnlyOurOwn() {
    deliver(lead("ana@example.com", "Ana"));
    settings.put("erase_contact", false);
    String ids = lead(null, "Ana");
    deliverAgain("lead.erased", ids, ids);
    assertThat(hubSpot.contacts).hasSize(1);
    assertThat(hubSpot.notes).isEmpty();
    settings.put("erase_contact", true);
    deliverAgain("lead.erased", ids, ids);
    assertThat(hubSpot.contacts).isEmpty();
    assertThat(deliverAgain("lead.erased", ids, ids)).isInstanceOf(DeliveryResult.Delivered.class);
  }

  @Test
  void testingNamesEachMissingScopeAndTheAccount() {
    assertThat(((TestResult.Ready) connector(65_536).test(stored())).message()).contains("4711");
    settings.put("deals", true);
    hubSpot.scopes.removeAll(List.of("crm.objects.deals.write", "crm.objects.contacts.write"));
    assertThat(((TestResult.NotReady) connector(65_536).test(stored())).problems())
        .extracting(Problem::message)
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("crm.objects.deals.write"),
            text -> assertThat(text).contains("crm.objects.contacts.write"));
  }

  @Test
  void discoversPropertiesAndProposesAMappingAndLinksToTheRecord() {
    settings.put("create_properties", true).put("portal_id", "4711");
    var found =
        (Discovery.Found)
            connector(65_536).discover(stored(), List.of("email", "full_name", "city", "roof"));
    assertThat(found.mapping().toString())
        .isEqualTo(
            "{\"email\":\"email\",\"full_name\":\"$name\",\"city\":\"city\",\"roof\":\"roof\"}");
    mapping.setAll(found.mapping());
    assertThat(connector(65_536).validate(stored().config())).isEqualTo(new Validation.Ok());
    assertThat(connector(65_536).link(stored(), "contacts/7"))
        .contains("https://app.hubspot.com/contacts/4711/record/0-1/7");
  }

  private DeliveryResult deliverAgain(String event, String payload, String previous) {
    String contact = hubSpot.contacts.keySet().stream().findFirst().orElse("gone");
    return connector(65_536)
        .deliver(
            new DeliveryRequest(
                new UUID(9, event.hashCode()),
                stored(),
                LEAD,
                event,
                NOW,
                payload.replace("LEAD", LEAD.toString()),
                1,
                Optional.of("contacts/" + contact),
                Optional.of(previous.replace("LEAD", LEAD.toString()))));
  }

  @Test
  void refusesAConfigurationThatCannotWork() {
    settings.put("colour", "red").put("notes", "yes");
    mapping.put("a", "City!").put("b", "city").put("c", "city");
    credentials.put("client_id", "x").put("client_secret", "y").put("refresh_token", "z");
    var refused = (Validation.Refused) connector(65_536).validate(stored().config());
    assertThat(refused.problems())
        .extracting(Problem::path, Problem::code)
        .containsExactlyInAnyOrder(
            tuple("settings.colour", "unknown_key"),
            tuple("settings.notes", "not_boolean"),
            tuple("mapping.a", "mapping_invalid"),
            tuple("mapping.c", "property_taken"),
            tuple("credentials", "credentials_incomplete"));
  }

  private DeliveryResult deliver(String lead) {
    return deliver(LEAD, lead, 1);
  }

  private DeliveryResult deliver(UUID lead, String payload, int attempt) {
    return connector(65_536).deliver(request(lead, payload, attempt));
  }

  private DeliveryRequest request(UUID lead, String payload, int attempt) {
    return new DeliveryRequest(
        new UUID(9, lead.getLeastSignificantBits()),
        stored(),
        lead,
        "lead.created",
        NOW,
        payload.replace("LEAD", lead.toString()),
        attempt,
        Optional.empty());
  }

  private HubSpotConnector connector(int noteCharactersMax) {
    AccessTokens none =
        (_, _, _) -> {
          throw new AssertionError("a private app needs no token from us");
        };
    return new HubSpotConnector(
        new CrmHttp(Reach.LOCAL, HttpLimits.DEFAULT),
        new HubSpotSettings(hubSpot.url(), "crm/v3/objects", noteCharactersMax),
        none,
        new MemoryRemoteKeys(),
        (_, _) -> Optional.of(transcript),
        clock);
  }

  private Connector stored() {
    return new Connector(
        new UUID(8, 8),
        TenantId.DEFAULT,
        "hubspot",
        new ConnectorConfig(settings, Credentials.of(credentials), mapping));
  }

  private static DeliveryResult.Retry retry(DeliveryResult result) {
    return (DeliveryResult.Retry) result;
  }

  private static String lead(String email, String name) {
    ObjectNode lead =
        JSON.createObjectNode()
            .put("id", "LEAD")
            .put("conversation", new UUID(3, 3).toString())
            .put("agent", "solar")
            .put("disposition", "qualified")
            .put("score", 40)
            .put("created_at", NOW.toString());
    lead.putObject("contact")
        .put("id", PERSON.toString())
        .putArray("addresses")
        .add("sms:+351912345678");
    ObjectNode fields = lead.putObject("fields");
    if (email != null) {
      fields.putObject("email").put("status", "answered").put("value", email);
    }
    fields.putObject("full_name").put("status", "answered").put("value", name);
    fields.putObject("town").put("status", "answered").put("value", "Porto");
    fields.putObject("battery").put("status", "refused").putNull("value");
    return lead.toString();
  }
}
