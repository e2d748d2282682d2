package dev.parley.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Leads as rows of a table: fixed columns first, then one for each field. Immutable.
public final class LeadCsv {
  /// The columns every lead has, in order.
  public static final List<String> COLUMNS =
      List.of(
          "id",
          "revision",
          "conversation",
          "agent",
          "agent_version",
          "channel",
          "contact",
          "addresses",
          "disposition",
          "reason",
          "score",
          "score_reasons",
          "language",
          "created_at");

  private final List<String> fields;

  /// @param fields ids of the fields that get a column, in order
  public LeadCsv(List<String> fields) {
    this.fields = List.copyOf(fields);
  }

  public String header() {
    List<String> names = new ArrayList<>(COLUMNS);
    fields.forEach(field -> names.add("field." + field));
    return CsvRow.of(names);
  }

  public String row(ObjectNode lead) {
    List<String> values = new ArrayList<>();
    for (String column : COLUMNS) {
      values.add(
          switch (column) {
            case "contact" -> cell(lead.at("/contact/id"));
            case "addresses" -> cell(lead.at("/contact/addresses"));
            default -> cell(lead.path(column));
          });
    }
    fields.forEach(field -> values.add(cell(lead.path("fields").path(field).path("value"))));
    return CsvRow.of(values);
  }

  /// Empty for null and for what is not there; a list as its items with `; ` between.
  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isNumber()) {
      return number(value);
    }
    if (value.isArray()) {
      StringJoiner items = new StringJoiner("; ");
      value.forEach(item -> items.add(item.asText()));
      return CsvRow.plain(items.toString());
    }
    return value.has("amount")
        ? money(value)
        : CsvRow.plain(value.isObject() ? value.toString() : value.asText());
  }

  /// `120 EUR`, `120-150 EUR/month`.
  private static String money(JsonNode money) {
    StringBuilder text = new StringBuilder(number(money.path("amount")));
    if (money.hasNonNull("max")) {
      text.append('-').append(number(money.path("max")));
    }
    text.append(' ').append(money.path("currency").asText());
    if (money.hasNonNull("period")) {
      text.append('/').append(money.path("period").asText());
    }
    return CsvRow.plain(text.toString());
  }

  private static String number(JsonNode number) {
    return new BigDecimal(number.asText()).toPlainString();
  }
}
