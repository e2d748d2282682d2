package dev.parley.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.evidence.Evidence;
import dev.parley.score.Score;
import dev.parley.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeadJsonTest {
  private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-00000000000a");

  @Test
  void writesALeadAsTheDesignShowsIt() throws Exception {
    Map<String, LeadField> fields = new LinkedHashMap<>();
    fields.put(
        "monthly_bill",
        new LeadField(
            FieldStatus.ANSWERED,
            Optional.of(
                new Value.Money(
                    new BigDecimal("120"), Optional.empty(), "EUR", Optional.of("month"))),
            Optional.of("about 120 a month"),
            0.97,
            List.of(new Evidence(4, "about 120 a month"))));
    fields.put("email", LeadField.empty(FieldStatus.REFUSED));
    Lead lead =
        new Lead(
            ID,
            1,
            ID,
            "solar",
            3,
            "web",
            new Lead.LeadContact(ID, List.of("sms:+351912345678")),
            Disposition.QUALIFIED,
            Optional.empty(),
            new Score(40, Score.Band.C, List.of("high bill"), "0123456789ab"),
            "en",
            Instant.parse("2026-11-22T10:00:00Z"),
            fields,
            new Gist(
                Gist.Author.BUILTIN,
                Optional.of("Monthly bill: about 120 a month."),
                Optional.empty(),
                List.of(new Gist.Met("too_expensive", new Evidence(3, "can't afford it"))),
                Optional.of("Call them.")),
            List.of("monthly_bill"));

    assertThat(new JsonMapper().readTree(LeadJson.write(lead).toString()))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"id": "%1$s", "revision": 1, "conversation": "%1$s", "agent": "solar",
                     "agent_version": 3,
                     "channel": "web",
                     "contact": {"id": "%1$s", "addresses": ["sms:+351912345678"]},
                     "disposition": "qualified", "reason": null, "score": 40, "band": "C",
                     "score_reasons": ["high bill"], "score_rules": "0123456789ab",
                     "score_version": 3, "review": null, "language": "en",
                     "created_at": "2026-11-22T10:00:00Z",
                     "summary": "Monthly bill: about 120 a month.", "intent": null,
                     "objections": [
                       {"objection": "too_expensive", "turn": 3, "quote": "can't afford it"}],
                     "next_step": "Call them.", "summary_by": "builtin",
                     "disagreements": ["monthly_bill"],
                     "fields": {
                       "monthly_bill": {
                         "status": "answered",
                         "value": {"amount": 120, "currency": "EUR", "period": "month"},
                         "said": "about 120 a month", "confidence": 0.97,
                         "evidence": [{"turn": 4, "quote": "about 120 a month"}]},
                       "email": {"status": "refused", "value": null, "said": null,
                                 "confidence": 0.0, "evidence": []}}}
                    """
                        .formatted(ID)));
    assertThat(new JsonMapper().writeValueAsString(LeadJson.write(lead)))
        .contains("\"amount\":120,");
  }
}
