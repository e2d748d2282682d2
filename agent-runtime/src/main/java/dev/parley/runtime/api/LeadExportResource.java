package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.lead.Disposition;
import dev.parley.lead.LeadCsv;
import dev.parley.lead.LeadExport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// All leads as one file, streamed: no more than a page of it is ever held.
final class LeadExportResource {
  private static final int PAGE = 500;

  /// Columns for fields; a tenant with more asks for one agent at a time.
  private static final int FIELDS_MAX = 500;

  private static final String MARK = "\uFEFF";

  private final LeadExport leads = new LeadExport();
  private final Database database;

  LeadExportResource(Database database) {
    this.database = database;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("GET", "/v1/leads/export", "exportLeads", "Leads", "Download leads as a file")
            .filters("format", "csv or ndjson")
            .filters("agent", "Only of this agent")
            .filters("disposition", "Only those that ended so")
            .filters("from", "Only those made at or after this time")
            .filters("until", "Only those made before this time")
            .filters("bom", "true: the CSV begins with a byte order mark, which Excel wants")
            .gives(200, OpenApi.EXPORT)
            .outside(this::export));
  }

  private Reply export(Call call) {
    LeadExport.Filter filter =
        new LeadExport.Filter(
            Optional.ofNullable(call.query().get("agent")),
            call.word(
                "disposition",
                Arrays.stream(Disposition.values()).map(Disposition::wireName).toList()),
            time(call, "from"),
            time(call, "until"));
    boolean marked = call.word("bom", List.of("true", "false")).filter("true"::equals).isPresent();
    String format = call.word("format", List.of("csv", "ndjson")).orElse("csv");
    return Reply.file(
        format.equals("csv")
            ? csv(call.tenant(), filter, marked)
            : new FileBody(
                "leads.ndjson",
                OpenApi.NDJSON_TYPE,
                OptionalLong.empty(),
                out -> write(call.tenant(), filter, lead -> lead + "\n", out)));
  }

  private FileBody csv(TenantId tenant, LeadExport.Filter filter, boolean marked) {
    List<String> fields =
        database.inTenant(tenant, tx -> leads.fieldIds(tx, filter, FIELDS_MAX + 1));
    if (fields.size() > FIELDS_MAX) {
      throw ApiException.of(
          ApiCode.BAD_PARAMETER,
          "These leads have more than %d fields; ask for one agent's.".formatted(FIELDS_MAX));
    }
    LeadCsv csv = new LeadCsv(fields);
    return new FileBody(
        "leads.csv",
        OpenApi.CSV_TYPE,
        OptionalLong.empty(),
        out -> {
          out.write(((marked ? MARK : "") + csv.header()).getBytes(StandardCharsets.UTF_8));
          write(tenant, filter, csv::row, out);
        });
  }

  private void write(
      TenantId tenant,
      LeadExport.Filter filter,
      Function<ObjectNode, String> line,
      OutputStream out)
      throws IOException {
    Optional<LeadExport.Row> last = Optional.empty();
    List<LeadExport.Row> page;
    do {
      Optional<LeadExport.Row> after = last;
      page = database.inTenant(tenant, tx -> leads.page(tx, filter, after, PAGE));
      for (LeadExport.Row row : page) {
        out.write(line.apply(row.lead()).getBytes(StandardCharsets.UTF_8));
      }
      last = page.isEmpty() ? last : Optional.of(page.getLast());
    } while (page.size() == PAGE);
  }

  private static Optional<Instant> time(Call call, String name) {
    try {
      return Optional.ofNullable(call.query().get(name))
          .map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw ApiException.of(
          ApiCode.BAD_PARAMETER, name + " must be a time such as 2026-11-22T09:00:00Z.");
    }
  }
}
