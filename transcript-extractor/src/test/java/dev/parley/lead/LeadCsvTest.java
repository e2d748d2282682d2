package dev.parley.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadCsvTest {
  private static String cellOf(String json) {
    ObjectNode lead = Json.stored("{\"fields\":{\"x\":{\"value\":" + json + "}}}");
    String row = new LeadCsv(List.of("x")).row(lead);
    assertThat(row).endsWith("\"\r\n");
    return row.substring("\"\",".length() * LeadCsv.COLUMNS.size()).strip();
  }

  @Test
  void theHeaderNamesEveryColumn() {
    assertThat(new LeadCsv(List.of("roof")).header())
        .startsWith("\"id\",\"revision\",\"conversation\"")
        .endsWith("\"created_at\",\"field.roof\"\r\n");
  }

  @Test
  void aLeadBecomesARowInTheOrderOfTheColumns() {
    ObjectNode lead =
        Json.stored(
            """
            {"id":"1","revision":2,"conversation":"2","agent":"solar","agent_version":1,
             "channel":"sms","contact":{"id":"3","addresses":["sms:+1","web:x"]},
             "disposition":"qualified","reason":null,"score":40,"score_reasons":["a","b"],
             "language":"en","created_at":"2026-11-22T10:00:00Z",
             "fields":{"bill":{"status":"answered","value":{"amount":120,"currency":"EUR"}}}}
            """);
    assertThat(new LeadCsv(List.of("bill", "none")).row(lead))
        .isEqualTo(
            "\"1\",\"2\",\"2\",\"solar\",\"1\",\"sms\",\"3\",\"sms:+1; web:x\",\"qualified\",\"\","
                + "\"40\",\"a; b\",\"en\",\"2026-11-22T10:00:00Z\",\"120 EUR\",\"\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+34600", "-2", "@x", "\t=1", "\r=1", "\n=1", "＝1"})
  void whatASpreadsheetWouldRunIsText(String hostile) {
    assertThat(cellOf(Json.object().put("v", hostile).get("v").toString()))
        .isEqualTo("\"'" + hostile + "\"");
  }

  @Test
  void quotesCommasAndLineBreaksStayInTheirCell() {
    assertThat(cellOf("\"say \\\"hi\\\",\\r\\nbye\"")).isEqualTo("\"say \"\"hi\"\",\r\nbye\"");
  }

  @Test
  void valuesReadAsAPersonWouldWriteThem() {
    assertThat(cellOf("-1.50e2")).isEqualTo("\"-150\"");
    assertThat(cellOf("true")).isEqualTo("\"true\"");
    assertThat(cellOf("null")).isEqualTo("\"\"");
    assertThat(cellOf("{\"amount\":5,\"max\":9,\"currency\":\"EUR\",\"period\":\"month\"}"))
        .isEqualTo("\"5-9 EUR/month\"");
    assertThat(cellOf("{\"amount\":-5,\"currency\":\"EUR\"}")).isEqualTo("\"'-5 EUR\"");
  }
}
