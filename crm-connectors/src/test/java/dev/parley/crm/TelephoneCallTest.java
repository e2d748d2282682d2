package dev.parley.crm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.TelephoneCall.Result;
import dev.parley.crm.acceptance.Leads;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelephoneCallTest {
  private static final Optional<Transcript> SPOKEN = Optional.of(Leads.TRANSCRIPT);

  @ParameterizedTest
  @CsvSource({
    "contact_hung_up, qualified, CONNECTED",
    "we_hung_up, disqualified, CONNECTED",
    "transferred, handed_off, CONNECTED",
    "broken, abandoned, CONNECTED",
    "completed, qualified, CONNECTED",
    "busy, no_answer, BUSY",
    "no_answer, no_answer, NO_ANSWER",
    "failed, no_answer, FAILED",
    "canceled, no_answer, CANCELED",
    "we_hung_up, voicemail, VOICEMAIL",
    "what_nobody_has_heard_of, qualified, CONNECTED",
    "'', no_answer, NO_ANSWER",
  })
  void everyEndIsOneThatCrmsKnow(String outcome, String disposition, Result result) {
    ObjectNode lead = Leads.called(1).put("disposition", disposition);
    ((ObjectNode) lead.path("call")).put("outcome", outcome);
    assertThat(call(lead, SPOKEN).result()).isEqualTo(result);
  }

  @Test
  void aMachineThatWasToldNothingIsNoAnswer() {
    ObjectNode lead = Leads.called(1).put("disposition", "voicemail");
    assertThat(call(lead, Optional.of(new Transcript(List.of()))).result())
        .isEqualTo(Result.NO_ANSWER);
  }

  @Test
  void whoCalledWhomFollowsTheDirection() {
    TelephoneCall out = call(Leads.called(1), SPOKEN);
    assertThat(out.from()).contains("+12025550100");
    assertThat(out.to()).contains(Leads.phone(1));
    assertThat(out.start()).isEqualTo(Instant.parse("2026-11-22T09:30:00Z"));
    assertThat(out.length()).isEqualTo(Duration.ofSeconds(181));
    TelephoneCall in = call(Leads.called(1).put("direction", "inbound"), SPOKEN);
    assertThat(in.from()).contains(Leads.phone(1));
    assertThat(in.to()).contains("+12025550100");
  }

  @ParameterizedTest
  @CsvSource({"refused", "none", "''"})
  void aRecordingThatWasNotAllowedIsNotToldOf(String consent) {
    ObjectNode lead = Leads.called(1);
    ((ObjectNode) lead.path("call")).put("recording", consent);
    assertThat(call(lead, SPOKEN).recording()).isEmpty();
    assertThat(call(lead, SPOKEN).text()).doesNotContain("recorded");
  }

  @Test
  void aRecordingIsAnAddressOnTheWeb() {
    ObjectNode lead = Leads.called(1);
    ((ObjectNode) lead.path("call")).put("recording_url", "javascript:alert(1)");
    assertThat(call(lead, SPOKEN).recording()).isEmpty();
  }

  @Test
  void aMessageIsNoCall() {
    assertThat(TelephoneCall.of(LeadView.of(Leads.lead(1).toString()), SPOKEN)).isEmpty();
  }

  private static TelephoneCall call(ObjectNode lead, Optional<Transcript> transcript) {
    return TelephoneCall.of(LeadView.of(lead.toString()), transcript).orElseThrow();
  }
}
