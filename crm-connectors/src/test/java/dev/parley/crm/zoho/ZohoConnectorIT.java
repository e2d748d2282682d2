package dev.parley.crm.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.tenant.TenantId;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Blocked;
import dev.parley.crm.DeliveryResult.Delivered;
import dev.parley.crm.DeliveryResult.Rejected;
import dev.parley.crm.DeliveryResult.Retry;
import dev.parley.crm.DeliveryResult.Trouble;
import dev.parley.crm.Discovery;
import dev.parley.crm.Problem;
import dev.parley.crm.TestResult;
import dev.parley.crm.Validation;
import dev.parley.crm.acceptance.Leads;
import dev.parley.crm.acceptance.SharedToken;
import dev.parley.crm.zoho.ZohoSimulator.Field;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZohoConnectorIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ZohoVendor vendor = new ZohoVendor();
  private final ZohoSimulator zoho = vendor.simulator;
  private final SharedToken tokens = new SharedToken();
  private Transcript transcript = Leads.TRANSCRIPT;

  @AfterEach
  void everyRequestWasAsTheContractSays() {
    vendor.close();
    assertThat(zoho.violations).isEmpty();
  }

  @Test
  void makesALeadWithTheConversationAsANote() {
    Delivered delivered = (Delivered) deliver(Leads.lead(1));
    ObjectNode lead = only();
    assertThat(lead.path("First_Name").asText()).isEqualTo("Ana");
    assertThat(lead.path("Last_Name").asText()).isEqualTo("Maria Silva");
    assertThat(lead.path("Parley_Lead_Id").asText()).isEqualTo(Leads.id(1).toString());
    assertThat(delivered.remoteRef()).contains("Leads/" + lead.path("id").asText());
    assertThat(delivered.text()).isEmpty();
    ObjectNode note = zoho.notes.values().iterator().next();
    assertThat(note.path("Note_Title").asText()).isEqualTo("Parley lead " + Leads.id(1) + " 1/1");
    assertThat(note.path("Note_Content").asText()).contains("contact: <script>", "score 40");
    assertThat(zoho.voiceCalls).isEmpty();
    assertThat(connector().link(stored(), delivered.remoteRef().orElseThrow()))
        .contains("https://crm.zoho.eu/crm/tab/Leads/" + lead.path("id").asText());
  }

  @Test
  void aVoiceConversationBecomesACallOnce() {
    ObjectNode lead = Leads.lead(1).put("channel", "voice");
    deliver(lead);
    deliver(lead, "lead.created", 2, Optional.empty());
    ObjectNode call = zoho.voiceCalls.values().iterator().next();
    assertThat(zoho.voiceCalls).hasSize(1);
    assertThat(call.path("Call_Duration").asText()).isEqualTo("01:05");
    assertThat(call.path("Call_Start_Time").asText()).isEqualTo("2026-11-22T09:58:55+00:00");
  }

  @Test
  void aCallTheBusinessMadeIsOutboundAndBeganWhenItDid() {
    deliver(Leads.called(1));
    ObjectNode call = zoho.voiceCalls.values().iterator().next();
    assertThat(call.path("Call_Type").asText()).isEqualTo("Outbound");
    assertThat(call.path("Call_Duration").asText()).isEqualTo("03:01");
    assertThat(call.path("Call_Start_Time").asText()).isEqualTo("2026-11-22T09:30:00+00:00");
    assertThat(call.path("Description").asText())
        .isEqualTo(
            "Outbound call from +12025550100 to "
                + Leads.phone(1)
                + ", 181 s, connected, recorded: "
                + Leads.RECORDING);
  }

  @Test
  void aCallNobodyTookIsMissedWhereTheContactMadeIt() {
    deliver(Leads.busy(1).put("direction", "inbound"));
    ObjectNode call = zoho.voiceCalls.values().iterator().next();
    assertThat(call.path("Call_Type").asText()).isEqualTo("Missed");
    assertThat(call.path("Description").asText()).contains("busy").doesNotContain("recorded");
  }

  @Test
  void aLeadTheIndexDoesNotShowYetIsFoundByTheUpsert() {
    zoho.searchesUnseen = 5;
    Delivered first = (Delivered) deliver(Leads.withoutEmail(1));
    Delivered again =
        (Delivered) deliver(Leads.withoutEmail(1), "lead.created", 2, Optional.empty());
    assertThat(zoho.leads).hasSize(1);
    assertThat(zoho.notes).hasSize(1);
    assertThat(again.remoteRef()).isEqualTo(first.remoteRef());
  }

  @Test
  void anAmendmentLeavesWhatAPersonChangedAndObeysThePolicies() {
    vendor.mapping.put("full_name", "$name").put("phone", "Phone").put("company", "Company");
    vendor.mapping.putObject("email").put("field", "Email").put("policy", "overwrite");
    vendor.mapping.putObject("town").put("field", "City").put("policy", "never");
    ObjectNode lead = Leads.lead(1);
    Leads.answer((ObjectNode) lead.path("fields"), "town", "Porto");
    Delivered made = (Delivered) deliver(lead);
    ObjectNode record = only();
    record.put("Phone", "+1 by hand").put("City", "by hand");
    ((ObjectNode) lead.at("/fields/email")).put("value", "new@example.com");
    assertThat(deliver(lead, "lead.updated", 1, made.remoteRef())).isInstanceOf(Delivered.class);
    assertThat(record.path("Phone").asText()).isEqualTo("+1 by hand");
    assertThat(record.path("City").asText()).isEqualTo("by hand");
    assertThat(record.path("Email").asText()).isEqualTo("new@example.com");
    assertThat(zoho.notes).hasSize(1);
  }

  @Test
  void somebodyElsesLeadOfTheSameAddressIsFilledAndNeverDeletedByUs() {
    zoho.searchesUnseen = 0;
    ObjectNode theirs = JSON.createObjectNode().put("id", "554023000000000007");
    theirs.put("Email", Leads.email(1)).put("Last_Name", "by hand");
    zoho.leads.put("554023000000000007", theirs);
    Delivered matched = (Delivered) deliver(Leads.lead(1));
    assertThat(matched.remoteRef()).contains("Leads/554023000000000007/matched");
    assertThat(theirs.path("Last_Name").asText()).isEqualTo("by hand");
    assertThat(theirs.path("Company").asText()).isEqualTo("Silva & Filhos");
    assertThat(deliver(Leads.lead(1), "lead.erased", 1, matched.remoteRef()))
        .isInstanceOf(Delivered.class);
    assertThat(zoho.leads).hasSize(1);
    assertThat(zoho.notes).isEmpty();
  }

  @Test
  void aCorrectionReplacesWhatWeWroteAndNotWhatAPersonWrote() {
    Delivered first = (Delivered) deliver(Leads.lead(1));
    ObjectNode record = only();
    record.put("Phone", "+1 by hand");
    ObjectNode corrected = Leads.lead(1);
    ((ObjectNode) corrected.at("/fields/company")).put("value", "Silva SA");
    ((ObjectNode) corrected.at("/fields/phone")).put("value", Leads.phone(9));
    connector().deliver(Leads.amendment(stored(), Leads.lead(1), corrected, first.remoteRef()));
    assertThat(record.path("Company").asText()).isEqualTo("Silva SA");
    assertThat(record.path("Phone").asText()).isEqualTo("+1 by hand");
  }

  @Test
  void valuesAreWrittenInTheirFieldsTypesAndDroppedFieldsAreSaid() {
    vendor.mapping.put("full_name", "$name").put("bill", "Annual_Revenue").put("roof", "Roof");
    ObjectNode lead = Leads.lead(1);
    ObjectNode bill = ((ObjectNode) lead.path("fields")).putObject("bill");
    bill.put("status", "answered").putObject("value").put("amount", 120.5).put("currency", "EUR");
    Leads.answer((ObjectNode) lead.path("fields"), "roof", "flat");
    Delivered delivered = (Delivered) deliver(lead);
    assertThat(only().path("Annual_Revenue").decimalValue()).isEqualByComparingTo("120.5");
    assertThat(delivered.text()).isEqualTo("Zoho has no field Roof. ");
  }

  @Test
  void aLongConversationIsSplitAndResumedWhereItBroke() {
    vendor.noteCharactersMax = 100;
    transcript =
        new Transcript(List.of(new Turn(1, Speaker.CONTACT, "x".repeat(10_500), Leads.AT, "en")));
    zoho.loseAnswer("POST", "/crm/v8/Notes");
    assertThat(deliver(Leads.lead(1))).isInstanceOf(Retry.class);
    assertThat(zoho.notes).hasSize(100);
    assertThat(deliver(Leads.lead(1), "lead.created", 2, Optional.empty()))
        .isInstanceOf(Delivered.class);
    assertThat(zoho.notes).hasSizeGreaterThan(100);
    assertThat(zoho.notes.values().stream().map(note -> note.path("Note_Title")).distinct())
        .hasSameSizeAs(zoho.notes.values());
    assertThat(zoho.notes.values())
        .allSatisfy(
            note ->
                assertThat(note.path("Note_Content").asText().length()).isLessThanOrEqualTo(100));
  }

  @Test
  void aRowThatIsRefusedSaysWhichFieldAndNotWhatItHeld() {
    vendor.refuse(Leads.email(1));
    Rejected rejected = (Rejected) deliver(Leads.lead(1));
    assertThat(rejected.code()).isEqualTo("validation");
    assertThat(rejected.text()).contains("INVALID_DATA", "Email").doesNotContain(Leads.email(1));
  }

  @Test
  void limitsMakeEverybodyWaitAndLocksOnlyTheirLead() {
    zoho.callsLeft = 0;
    Retry limited = (Retry) deliver(Leads.lead(1));
    assertThat(limited.trouble()).isEqualTo(Trouble.THROTTLED);
    assertThat(limited.after()).contains(Duration.ofSeconds(30));
    zoho.callsLeft = 100;
    zoho.fault("GET", "/crm", 400, "{\"code\":\"LIMIT_EXCEEDED\",\"status\":\"error\"}");
    assertThat(((Retry) deliver(Leads.lead(1))).after()).contains(Duration.ofHours(1));
    zoho.fault(
        "POST",
        "/crm/v8/Leads/upsert",
        207,
        "{\"data\":[{\"code\":\"RECORD_LOCKED\",\"status\":\"error\"}]}");
    // The fault waits for its request, past the search that comes first.
    Retry locked = (Retry) deliver(Leads.lead(1));
    assertThat(locked.code()).isEqualTo("record_locked");
    assertThat(locked.trouble()).isEqualTo(Trouble.RECORD);
  }

  @Test
  void aMissingScopeCostsNoTokenAndPausesTheConnector() {
    zoho.scopesMissing.add("Notes");
    Blocked blocked = (Blocked) deliver(Leads.lead(1));
    assertThat(blocked.code()).isEqualTo("scope_missing");
    assertThat(zoho.granted).hasSize(1);
    assertThat(((TestResult.NotReady) connector().test(stored())).problems())
        .extracting(Problem::path, Problem::code)
        .containsExactly(tuple("credentials", "scope_missing"));
  }

  @Test
  void whoeverHoldsTheUniqueValueIsUpdatedByTheLoser() {
    deliver(Leads.lead(1));
    String id = only().path("id").asText();
    zoho.searchesUnseen = 9;
    zoho.fault("GET", "/crm/v8/Leads/search", 204, "");
    zoho.fault(
        "POST",
        "/crm/v8/Leads/upsert",
        400,
        "{\"data\":[{\"code\":\"DUPLICATE_DATA\",\"status\":\"error\",\"details\":{\"api_name\":"
            + "\"Parley_Lead_Id\",\"id\":\"%s\"}}]}".formatted(id));
    Delivered delivered = (Delivered) deliver(Leads.lead(1), "lead.created", 2, Optional.empty());
    assertThat(delivered.remoteRef()).contains("Leads/" + id);
    assertThat(zoho.leads).hasSize(1);
  }

  @Test
  void erasureDeletesTheLeadOrEmptiesIt() {
    Delivered first = (Delivered) deliver(Leads.lead(1).put("channel", "voice"));
    ObjectNode bare = JSON.createObjectNode().put("id", Leads.id(1).toString());
    assertThat(deliver(bare, "lead.erased", 1, first.remoteRef())).isInstanceOf(Delivered.class);
    assertThat(zoho.leads).isEmpty();
    assertThat(zoho.notes).isEmpty();
    assertThat(zoho.voiceCalls).isEmpty();
    assertThat(deliver(bare, "lead.erased", 2, first.remoteRef())).isInstanceOf(Delivered.class);
    vendor.settings.put("erasure", "anonymise");
    zoho.searchesUnseen = 0;
    deliver(Leads.lead(2));
    bare.put("id", Leads.id(2).toString());
    deliver(bare, "lead.erased", 1, Optional.empty());
    assertThat(zoho.leads.values().toString())
        .contains("[erased]")
        .doesNotContain(Leads.email(2), "Silva", Leads.phone(2));
  }

  @Test
  void whatAPersonDeletedIsNotMadeAgain() {
    Delivered first = (Delivered) deliver(Leads.lead(1));
    zoho.leads.clear();
    Rejected gone = (Rejected) deliver(Leads.lead(1), "lead.updated", 1, first.remoteRef());
    assertThat(gone.code()).isEqualTo("record_gone");
    assertThat(zoho.leads).isEmpty();
  }

  @Test
  void aPersonsDecisionBecomesANoteOfItsOwn() {
    Delivered first = (Delivered) deliver(Leads.lead(1));
    ObjectNode lead = Leads.lead(1);
    lead.putObject("decision").put("outcome", "accepted");
    deliver(lead, "lead.decided", 1, first.remoteRef());
    deliver(lead, "lead.decided", 2, first.remoteRef());
    assertThat(zoho.notes.values())
        .extracting(note -> note.path("Note_Content").asText())
        .hasSize(2)
        .contains("outcome: accepted");
  }

  @Test
  void testingSaysWhatIsMissingAndMakesItWhereAllowed() {
    zoho.fields.remove("Parley_Lead_Id");
    vendor.mapping.put("full_name", "$name").put("roof", "Roof_Kind");
    assertThat(((TestResult.NotReady) connector().test(stored())).problems())
        .extracting(Problem::path, Problem::code)
        .containsExactlyInAnyOrder(
            tuple("settings.lead_id_field", "field_missing"), tuple("mapping", "field_missing"));
    vendor.settings.put("create_fields", true);
    assertThat(connector().test(stored())).isInstanceOf(TestResult.Ready.class);
    assertThat(zoho.fields.get("Parley_Lead_Id").unique()).isTrue();
    zoho.fields.put("Parley_Lead_Id", new Field("Parley_Lead_Id", "text", 100, false, false));
    assertThat(((TestResult.NotReady) connector().test(stored())).problems())
        .extracting(Problem::code)
        .containsExactly("field_not_unique");
  }

  @Test
  void proposesAMappingFromTheFieldsThereAre() {
    zoho.fields.put("Monthly_Bill", new Field("Monthly_Bill", "currency", 16, false, false));
    var found =
        (Discovery.Found)
            connector().discover(stored(), List.of("full_name", "email", "monthly_bill", "roof"));
    assertThat(found.mapping())
        .hasToString(
            "{\"full_name\":\"$name\",\"email\":\"Email\",\"monthly_bill\":\"Monthly_Bill\"}");
    assertThat(found.unmapped()).containsExactly("roof");
  }

  @Test
  void refusesAConfigurationThatCannotWork() {
    vendor.settings.put("data_centre", "moon").put("colour", "red").put("calls", "yes");
    vendor.settings.putArray("duplicate_check_fields").add("Email!");
    vendor.mapping.put("a", "City!").put("b", "City").put("c", "City");
    vendor.credentials.remove("refresh_token");
    var refused = (Validation.Refused) connector().validate(vendor.config());
    assertThat(refused.problems())
        .extracting(Problem::path, Problem::code)
        .containsExactlyInAnyOrder(
            tuple("settings.data_centre", "choice_unknown"),
            tuple("settings.colour", "unknown_key"),
            tuple("settings.calls", "not_boolean"),
            tuple("settings.duplicate_check_fields", "field_invalid"),
            tuple("mapping.a", "mapping_invalid"),
            tuple("mapping.c", "field_taken"),
            tuple("credentials", "credentials_incomplete"));
  }

  @Test
  void aPreviewIsWhatAFirstDeliverySends() {
    var planned = connector().preview(request(Leads.lead(1), "lead.created", 1, Optional.empty()));
    deliver(Leads.lead(1));
    assertThat(planned).hasSize(2);
    assertThat(zoho.calls.stream().map(call -> call.body())).contains(planned.getFirst().body());
    assertThat(planned.getLast().url()).endsWith("/crm/v8/Notes");
  }

  private ObjectNode only() {
    assertThat(zoho.leads).hasSize(1);
    return zoho.leads.values().iterator().next();
  }

  private DeliveryResult deliver(ObjectNode lead) {
    return deliver(lead, "lead.created", 1, Optional.empty());
  }

  private DeliveryResult deliver(
      ObjectNode lead, String event, int attempt, Optional<String> remoteRef) {
    return connector().deliver(request(lead, event, attempt, remoteRef));
  }

  private DeliveryRequest request(
      ObjectNode lead, String event, int attempt, Optional<String> remoteRef) {
    return Leads.delivery(stored(), lead, event, attempt, remoteRef);
  }

  private ZohoConnector connector() {
    return vendor.node(tokens, (_, _) -> Optional.of(transcript), Clock.systemUTC());
  }

  private Connector stored() {
    return new Connector(new UUID(8, 8), TenantId.DEFAULT, "zoho", vendor.config());
  }
}
