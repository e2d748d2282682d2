package dev.parley.crm.salesforce;

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
import dev.parley.crm.salesforce.SalesforceOrg.DuplicateRule;
import dev.parley.crm.salesforce.SalesforceOrg.Field;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalesforceConnectorIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SalesforceVendor vendor = new SalesforceVendor();
  private final SalesforceOrg org = vendor.simulator.org;
  private final SharedToken tokens = new SharedToken();
  private Transcript transcript = Leads.TRANSCRIPT;

  @AfterEach
  void everyRequestWasAsTheContractSays() {
    vendor.close();
    assertThat(vendor.simulator.violations).isEmpty();
  }

  @Test
  void aLeadAndItsConversationAreMadeInOneCall() {
    Delivered delivered = (Delivered) deliver(Leads.lead(1));
    ObjectNode lead = org.leads.values().iterator().next();
    assertThat(lead.path("FirstName").asText()).isEqualTo("Ana");
    assertThat(lead.path("LastName").asText()).isEqualTo("Maria Silva");
    assertThat(lead.path("Company").asText()).isEqualTo("Silva & Filhos");
    assertThat(lead.path("Parley_Lead_Id__c").asText()).isEqualTo(Leads.id(1).toString());
    assertThat(delivered.remoteRef()).contains("Lead/" + lead.path("Id").asText());
    ObjectNode task = org.tasks.values().iterator().next();
    assertThat(task.path("Subject").asText()).isEqualTo("Parley lead " + Leads.id(1) + " 1/1");
    assertThat(task.path("Description").asText()).contains("agent: Hi & welcome", "score 40");
    assertThat(task.path("WhoId")).isEqualTo(lead.path("Id"));
    assertThat(vendor.simulator.requests()).endsWith("POST /services/data/v68.0/composite");
    assertThat(connector().link(stored(), delivered.remoteRef().orElseThrow()))
        .contains("https://acme.my.salesforce.com/" + lead.path("Id").asText());
  }

  @Test
  void aLeadThatSaysLittleGetsThePlaceholderAndLosesItToTheFirstWord() {
    ObjectNode lead = Leads.withoutEmail(1);
    ((ObjectNode) lead.path("fields")).remove(List.of("company", "full_name"));
    deliver(lead);
    ObjectNode record = org.leads.values().iterator().next();
    assertThat(record.path("Company").asText()).isEqualTo("[not provided]");
    assertThat(record.path("Phone").asText()).isEqualTo(Leads.phone(1));
    amend(Leads.lead(1));
    assertThat(record.path("Company").asText()).isEqualTo("Silva & Filhos");
    assertThat(record.path("Email").asText()).isEqualTo(Leads.email(1));
  }

  @Test
  void anAmendmentLeavesWhatAPersonChangedAndObeysThePolicies() {
    vendor.mapping.put("full_name", "$name").put("phone", "Phone").put("company", "Company");
    vendor.mapping.putObject("email").put("field", "Email").put("policy", "overwrite");
    vendor.mapping.putObject("town").put("field", "City").put("policy", "never");
    ObjectNode lead = Leads.lead(1);
    Leads.answer((ObjectNode) lead.path("fields"), "town", "Porto");
    deliver(lead);
    ObjectNode record = org.leads.values().iterator().next();
    record.put("Phone", "+1 by hand").put("City", "by hand");
    ((ObjectNode) lead.at("/fields/email")).put("value", "new@example.com");
    assertThat(amend(lead)).isInstanceOf(Delivered.class);
    assertThat(record.path("Phone").asText()).isEqualTo("+1 by hand");
    assertThat(record.path("City").asText()).isEqualTo("by hand");
    assertThat(record.path("Email").asText()).isEqualTo("new@example.com");
    assertThat(org.leads).hasSize(1);
    assertThat(org.tasks).hasSize(1);
  }

  @Test
  void aCorrectionReplacesWhatWeWroteAndNotWhatAPersonWrote() {
    Delivered first = (Delivered) deliver(Leads.lead(1));
    ObjectNode record = org.leads.values().iterator().next();
    record.put("Phone", "+1 by hand");
    ObjectNode corrected = Leads.lead(1);
    ((ObjectNode) corrected.at("/fields/company")).put("value", "Silva SA");
    ((ObjectNode) corrected.at("/fields/phone")).put("value", Leads.phone(9));
    connector().deliver(Leads.amendment(stored(), Leads.lead(1), corrected, first.remoteRef()));
    assertThat(record.path("Company").asText()).isEqualTo("Silva SA");
    assertThat(record.path("Phone").asText()).isEqualTo("+1 by hand");
  }

  @Test
  void valuesAreWrittenInTheirFieldsTypes() {
    vendor.mapping.put("full_name", "$name").put("bill", "AnnualRevenue").put("$score", "City");
    ObjectNode lead = Leads.lead(1);
    ObjectNode bill = ((ObjectNode) lead.path("fields")).putObject("bill");
    bill.put("status", "answered").putObject("value").put("amount", 120.5).put("currency", "EUR");
    assertThat(deliver(lead)).isInstanceOf(Delivered.class);
    ObjectNode record = org.leads.values().iterator().next();
    assertThat(record.path("AnnualRevenue").decimalValue()).isEqualByComparingTo("120.5");
    assertThat(record.path("City").asText()).isEqualTo("40");
  }

  @Test
  void aDuplicateRulesMatchIsFilledAndNeverDeletedByUs() {
    deliver(Leads.lead(1));
    String first = org.leads.keySet().iterator().next();
    org.duplicateRule = DuplicateRule.BLOCK;
    ObjectNode again = Leads.lead(UUID.randomUUID(), 1);
    Delivered matched = (Delivered) deliver(again);
    assertThat(matched.remoteRef()).contains("Lead/" + first + "/matched");
    assertThat(org.leads).hasSize(1);
    assertThat(org.tasks).hasSize(2);
    assertThat(deliver(again, "lead.erased", 1, matched.remoteRef())).isInstanceOf(Delivered.class);
    assertThat(org.leads).containsKey(first);
    assertThat(org.tasks).hasSize(1);
  }

  @Test
  void aContactKeepsItsFieldsAndGetsTheConversation() {
    String id = "003" + "%015d".formatted(7);
    org.contacts.put(id, JSON.createObjectNode().put("Id", id).put("Email", Leads.email(1)));
    org.duplicateRule = DuplicateRule.ALERT;
    Delivered delivered = (Delivered) deliver(Leads.lead(1));
    assertThat(delivered.remoteRef()).contains("Contact/" + id + "/matched");
    assertThat(org.leads).isEmpty();
    assertThat(org.tasks.values().iterator().next().path("WhoId").asText()).isEqualTo(id);
  }

  @Test
  void duplicatesAreSavedOrParkedWhereTheSettingSaysSo() {
    deliver(Leads.lead(1));
    org.duplicateRule = DuplicateRule.ALERT;
    vendor.settings.put("duplicates", "park");
    Rejected parked = (Rejected) deliver(Leads.lead(UUID.randomUUID(), 1));
    assertThat(parked.code()).isEqualTo("duplicate");
    assertThat(parked.text()).contains(org.leads.keySet().iterator().next());
    vendor.settings.put("duplicates", "save_anyway");
    assertThat(deliver(Leads.lead(UUID.randomUUID(), 1))).isInstanceOf(Delivered.class);
    assertThat(org.leads).hasSize(2);
    org.duplicateRule = DuplicateRule.BLOCK;
    assertThat(((Rejected) deliver(Leads.lead(UUID.randomUUID(), 1))).code())
        .isEqualTo("duplicate");
  }

  @Test
  void severalRecordsUnderOneIdAreForAPersonToMerge() {
    deliver(Leads.lead(1));
    vendor.simulator.fault("GET", "/", 300, "[\"/sobjects/Lead/1\",\"/sobjects/Lead/2\"]");
    assertThat(((Rejected) amend(Leads.lead(1))).code()).isEqualTo("several_records");
  }

  @Test
  void aLockedRowAloneIsTriedAgain() {
    vendor.simulator.lockedRows = 1;
    Retry locked = (Retry) deliver(Leads.lead(1));
    assertThat(locked.code()).isEqualTo("record_locked");
    assertThat(locked.trouble()).isEqualTo(Trouble.RECORD);
    assertThat(org.leads).isEmpty();
    assertThat(deliver(Leads.lead(1))).isInstanceOf(Delivered.class);
  }

  @Test
  void theDaysLimitMakesEverybodyWait() {
    vendor.simulator.callsLeft = 1;
    Retry spent = (Retry) deliver(Leads.lead(1));
    assertThat(spent.code()).isEqualTo("quota_spent");
    assertThat(spent.trouble()).isEqualTo(Trouble.THROTTLED);
    assertThat(spent.after()).contains(Duration.ofHours(1));
  }

  @Test
  void aFieldThatIsGoneMakesTheLeadsWaitForAPerson() {
    vendor.mapping.put("full_name", "$name").put("town", "Town__c");
    ObjectNode lead = Leads.lead(1);
    Leads.answer((ObjectNode) lead.path("fields"), "town", "Porto");
    Blocked blocked = (Blocked) deliver(lead);
    assertThat(blocked.code()).isEqualTo("access_missing");
    assertThat(blocked.text()).contains("INVALID_FIELD", "Town__c");
  }

  @Test
  void aLongConversationIsSplitAndACallSaysSo() {
    vendor.taskCharactersMax = 200;
    transcript =
        new Transcript(
            List.of(
                new Turn(1, Speaker.CONTACT, "x".repeat(6000), Leads.AT, "en"),
                new Turn(2, Speaker.AGENT, "bye", Leads.AT.plusSeconds(61), "en")));
    ObjectNode lead = Leads.lead(1).put("channel", "voice");
    assertThat(deliver(lead)).isInstanceOf(Delivered.class);
    assertThat(org.tasks).hasSizeGreaterThan(25);
    assertThat(org.tasks.values())
        .allSatisfy(
            task -> {
              assertThat(task.path("Description").asText().length()).isLessThanOrEqualTo(200);
              assertThat(task.path("TaskSubtype").asText()).isEqualTo("Call");
              assertThat(task.path("CallDurationInSeconds").asInt()).isEqualTo(61);
            });
    amend(lead);
    assertThat(org.tasks.values().stream().map(task -> task.path("Subject").asText()).distinct())
        .hasSameSizeAs(org.tasks.values());
  }

  @Test
  void aCallTheBusinessMadeIsATaskThatSaysSo() {
    deliver(Leads.called(1));
    ObjectNode task = org.tasks.values().iterator().next();
    assertThat(task.path("CallType").asText()).isEqualTo("Outbound");
    assertThat(task.path("CallDurationInSeconds").asInt()).isEqualTo(181);
    assertThat(task.path("CallDisposition").asText()).isEqualTo("connected");
    assertThat(task.path("CallObject").asText()).isEqualTo("CA0123");
    assertThat(task.path("Description").asText())
        .contains(
            "Outbound call from +12025550100 to " + Leads.phone(1) + ", 181 s, connected, recorded")
        .contains(Leads.RECORDING);
  }

  @Test
  void aCallThatWasBusyIsATaskThatSaysSo() {
    deliver(Leads.busy(1));
    ObjectNode task = org.tasks.values().iterator().next();
    assertThat(task.path("CallDisposition").asText()).isEqualTo("busy");
    assertThat(task.path("Description").asText()).doesNotContain(Leads.RECORDING);
  }

  @Test
  void aPersonsDecisionBecomesATaskOfItsOwn() {
    deliver(Leads.lead(1));
    ObjectNode lead = Leads.lead(1);
    lead.putObject("decision").put("outcome", "accepted").put("note", "call today");
    deliver(lead, "lead.decided", 1, Optional.empty());
    deliver(lead, "lead.decided", 2, Optional.empty());
    assertThat(org.tasks.values())
        .extracting(task -> task.path("Description").asText())
        .hasSize(2)
        .contains("outcome: accepted\nnote: call today");
  }

  @Test
  void erasureDeletesTheLeadOrEmptiesIt() {
    deliver(Leads.lead(1));
    ObjectNode bare = JSON.createObjectNode().put("id", Leads.id(1).toString());
    assertThat(deliver(bare, "lead.erased", 1, Optional.empty())).isInstanceOf(Delivered.class);
    assertThat(org.leads).isEmpty();
    assertThat(org.tasks).isEmpty();
    assertThat(deliver(bare, "lead.erased", 2, Optional.empty())).isInstanceOf(Delivered.class);
    vendor.settings.put("erasure", "anonymise");
    deliver(Leads.lead(2));
    bare.put("id", Leads.id(2).toString());
    deliver(bare, "lead.erased", 1, Optional.empty());
    assertThat(org.leads.values().toString())
        .contains("[erased]")
        .doesNotContain(Leads.email(2), "Silva", Leads.phone(2));
    assertThat(org.tasks).isEmpty();
  }

  @Test
  void whatAPersonDeletedOrConvertedIsNotMadeAgain() {
    Delivered first = (Delivered) deliver(Leads.lead(1));
    org.leads.clear();
    Rejected gone = (Rejected) deliver(Leads.lead(1), "lead.updated", 1, first.remoteRef());
    assertThat(gone.code()).isEqualTo("record_gone");
    deliver(Leads.lead(2));
    String contact = "003" + "%015d".formatted(9);
    org.contacts.put(contact, JSON.createObjectNode().put("Id", contact));
    ObjectNode converted = org.leads.values().iterator().next();
    converted.put("IsConverted", true).put("ConvertedContactId", contact).put("Email", "x@y.zz");
    Delivered left = (Delivered) amend(Leads.lead(2));
    assertThat(left.text()).contains("converted");
    assertThat(converted.path("Email").asText()).isEqualTo("x@y.zz");
  }

  @Test
  void signsInWithAKeyOfItsOwn() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    vendor.simulator.certificate = pair.getPublic();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    vendor.credentials =
        JSON.createObjectNode()
            .put("client_id", "consumer-key")
            .put("username", "parley@example.com")
            .put("private_key", pem);
    assertThat(connector().validate(vendor.config())).isInstanceOf(Validation.Ok.class);
    assertThat(deliver(Leads.lead(1))).isInstanceOf(Delivered.class);
  }

  @Test
  void testingSaysWhatIsMissingAndMakesItWhereAllowed() {
    org.fields.get("Lead").remove("Parley_Lead_Id__c");
    vendor.mapping.put("full_name", "$name").put("roof", "Roof__c");
    vendor.settings.put("task_external_id_field", "Parley_Part__c");
    TestResult.NotReady missing = (TestResult.NotReady) connector().test(stored());
    assertThat(missing.problems())
        .extracting(Problem::path, Problem::code)
        .containsExactlyInAnyOrder(
            tuple("settings", "field_missing"), tuple("mapping", "field_missing"));
    vendor.settings.put("create_fields", true);
    assertThat(((TestResult.NotReady) connector().test(stored())).problems())
        .extracting(Problem::code)
        .containsOnly("field_access_missing");
    connector().test(stored());
    assertThat(connector().test(stored())).isInstanceOf(TestResult.Ready.class);
    assertThat(deliver(Leads.lead(1))).isInstanceOf(Delivered.class);
    org.add("Lead", new Field("Parley_Lead_Id__c", "string", 100, false, false));
    assertThat(((TestResult.NotReady) connector().test(stored())).problems())
        .extracting(Problem::code)
        .containsExactly("field_not_unique");
  }

  @Test
  void proposesAMappingFromTheFieldsThereAre() {
    org.add("Lead", new Field("Monthly_Bill__c", "currency", 0, false, false));
    var found =
        (Discovery.Found)
            connector().discover(stored(), List.of("full_name", "email", "monthly_bill", "roof"));
    assertThat(found.mapping())
        .hasToString(
            "{\"full_name\":\"$name\",\"email\":\"Email\",\"monthly_bill\":\"Monthly_Bill__c\"}");
    assertThat(found.unmapped()).containsExactly("roof");
    assertThat(found.fields()).extracting("name").contains("Company", "Monthly_Bill__c");
  }

  @Test
  void refusesAConfigurationThatCannotWork() {
    vendor.settings.put("instance_url", "https://evil.example.com").put("colour", "red");
    vendor.settings.put("duplicates", "maybe").put("external_id_field", "Email");
    vendor.mapping.put("a", "City!").put("b", "City").put("c", "City").put("$shoe", "Phone");
    vendor.credentials.put("private_key", "-----BEGIN PRIVATE KEY-----\nAAAA").put("username", "u");
    var refused = (Validation.Refused) connector().validate(vendor.config());
    assertThat(refused.problems())
        .extracting(Problem::path, Problem::code)
        .containsExactlyInAnyOrder(
            tuple("settings.instance_url", "url_invalid"),
            tuple("settings.colour", "unknown_key"),
            tuple("settings.duplicates", "choice_unknown"),
            tuple("settings.external_id_field", "field_invalid"),
            tuple("mapping.a", "mapping_invalid"),
            tuple("mapping.c", "field_taken"),
            tuple("mapping.$shoe", "mapping_invalid"),
            tuple("credentials", "credentials_incomplete"),
            tuple("credentials.private_key", "key_invalid"));
    assertThat(refused.toString()).doesNotContain("AAAA");
  }

  @Test
  void aPreviewIsWhatAFirstDeliverySends() {
    var planned = connector().preview(request(Leads.lead(1), "lead.created", 1, Optional.empty()));
    deliver(Leads.lead(1));
    assertThat(planned).hasSize(1);
    assertThat(planned.getFirst().body()).isEqualTo(vendor.simulator.calls.getLast().body());
    assertThat(planned.getFirst().url()).endsWith("/services/data/v68.0/composite");
  }

  private DeliveryResult deliver(ObjectNode lead) {
    return deliver(lead, "lead.created", 1, Optional.empty());
  }

  private DeliveryResult amend(ObjectNode lead) {
    return deliver(lead, "lead.updated", 1, Optional.empty());
  }

  private DeliveryResult deliver(
      ObjectNode lead, String event, int attempt, Optional<String> remoteRef) {
    return connector().deliver(request(lead, event, attempt, remoteRef));
  }

  private DeliveryRequest request(
      ObjectNode lead, String event, int attempt, Optional<String> remoteRef) {
    return Leads.delivery(stored(), lead, event, attempt, remoteRef);
  }

  private SalesforceConnector connector() {
    return vendor.node(tokens, (_, _) -> Optional.of(transcript), Clock.systemUTC());
  }

  private Connector stored() {
    return new Connector(new UUID(8, 8), TenantId.DEFAULT, "salesforce", vendor.config());
  }
}
