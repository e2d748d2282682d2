package dev.parley.evaluation;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.extraction.Extraction;
import dev.parley.extraction.FieldRequest;
import dev.parley.lead.LeadField;
import dev.parley.transcript.Turn;
import dev.parley.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the evaluation of many records came to. Not thread-safe.
final class ExtractionReport {
  private static final Set<FieldType> CONTACT =
      Set.of(
          FieldType.PERSON_NAME,
          FieldType.COMPANY_NAME,
          FieldType.EMAIL,
          FieldType.PHONE,
          FieldType.ADDRESS,
          FieldType.POSTAL_CODE);

  private final Map<String, Tally> tallies = new TreeMap<>();
  private final Tally all = new Tally();
  private final Tally contact = new Tally();
  private final Tally strict = new Tally();
  private final Calibration calibration = new Calibration();
  private final Map<String, Calibration> calibrations = new TreeMap<>();
  private final List<String> misses = new ArrayList<>();
  private int records;
  private int joint;
  private int quotes;
  private int grounded;
  private int read;
  private int failed;
  private int fellBack;
  private long nanos;
  private long nanosMost;

  /// A record was read, in so long.
  void took(long nanosTaken) {
    read++;
    nanos += nanosTaken;
    nanosMost = Math.max(nanosMost, nanosTaken);
  }

  void failed() {
    failed++;
  }

  void fellBack() {
    fellBack++;
  }

  /// Whether there were records and none could be read.
  boolean nothingRead() {
    return read == 0 && failed > 0;
  }

  void add(EvaluationRecord record, Extraction extraction) {
    records++;
    boolean whole = true;
    for (FieldRequest field : record.request().fields()) {
      LeadField found = extraction.fields().get(field.id());
      if (found != null) {
        quotes(record, found);
        whole &= judge(record, field, found);
      }
    }
    joint += whole ? 1 : 0;
  }

  private boolean judge(EvaluationRecord record, FieldRequest field, LeadField found) {
    List<String> accepted = record.gold().get(field.id());
    boolean absent = record.absent().contains(field.id());
    if (accepted == null && !absent) {
      return true;
    }
    Optional<Value> value = found.value();
    boolean right =
        accepted != null && value.isPresent() && accepts(record, field, value.get(), false);
    boolean strictly = right && accepts(record, field, value.orElseThrow(), true);
    for (Tally tally : tallies(record, field)) {
      count(tally, accepted != null, value.isPresent(), right);
    }
    if (value.isPresent()) {
      groups(record, field).forEach(group -> calibration(group).add(found.confidence(), right));
    }
    if (field.type() == FieldType.DATE || field.type() == FieldType.DATE_TIME) {
      count(strict, accepted != null, value.isPresent(), strictly);
    }
    value.ifPresent(unused -> calibration.add(found.confidence(), right));
    boolean fine = accepted == null ? value.isEmpty() : right;
    if (!fine) {
      misses.add(
          "%s %s (%s): %s, expected %s"
              .formatted(
                  record.id(),
                  field.id(),
                  field.type().wireName(),
                  value.map(v -> dev.parley.value.ValueWire.wire(v).toString()).orElse("nothing"),
                  accepted == null ? "nothing" : accepted));
    }
    return fine;
  }

  private static void count(Tally tally, boolean known, boolean filled, boolean right) {
    if (!known) {
      tally.absent(filled);
    } else if (filled) {
      tally.filled(right);
    } else {
      tally.missed();
    }
  }

  private static boolean accepts(
      EvaluationRecord record, FieldRequest field, Value value, boolean strictly) {
    return Judge.accepts(
        field.type(),
        value,
        record.gold().getOrDefault(field.id(), List.of()),
        record.request().context(),
        strictly);
  }

  private List<Tally> tallies(EvaluationRecord record, FieldRequest field) {
    List<Tally> counted = new ArrayList<>();
    counted.add(all);
    if (CONTACT.contains(field.type())) {
      counted.add(contact);
    }
    groups(record, field).forEach(group -> counted.add(tally(group)));
    return counted;
  }

  private static List<String> groups(EvaluationRecord record, FieldRequest field) {
    String type = field.type().wireName();
    return List.of(
        "type " + type,
        "source " + record.source(),
        "language " + record.language(),
        "type and language " + type + " " + record.language());
  }

  private Calibration calibration(String group) {
    return calibrations.computeIfAbsent(group, unused -> new Calibration());
  }

  private Tally tally(String name) {
    return tallies.computeIfAbsent(name, unused -> new Tally());
  }

  private void quotes(EvaluationRecord record, LeadField found) {
    for (Evidence evidence : found.evidence()) {
      quotes++;
      String text = record.request().transcript().turn(evidence.turn()).map(Turn::text).orElse("");
      grounded += !evidence.quote().isBlank() && text.contains(evidence.quote()) ? 1 : 0;
    }
  }

  Map<String, Object> wire() {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("records", records);
    wire.put("read", read);
    wire.put("failed", failed);
    wire.put("fell_back", fellBack);
    wire.put("all", all.wire());
    wire.put("contact", contact.wire());
    wire.put("dates_and_times_strictly", strict.wire());
    wire.put("joint_accuracy", Rounded.of(records == 0 ? 0 : (double) joint / records));
    wire.put("grounding_precision", Rounded.of(quotes == 0 ? 1 : (double) grounded / quotes));
    wire.put("calibration_error", Rounded.of(calibration.error()));
    wire.put("seconds", Rounded.of(nanos / 1e9));
    wire.put("milliseconds_most", Rounded.of(nanosMost / 1e6));
    Map<String, Object> by = new LinkedHashMap<>();
    tallies.forEach(
        (name, tally) -> {
          Map<String, Object> figures = tally.wire();
          figures.put("calibration_error", Rounded.of(calibration(name).error()));
          by.put(name, figures);
        });
    wire.put("by", by);
    return wire;
  }

  String text(boolean withMisses) {
    StringBuilder text = new StringBuilder();
    text.append(
        "records %d judged, %d read, %d that could not be, %d without the model%n"
            .formatted(records, read, failed, fellBack));
    text.append("all            %s%n".formatted(all.line()));
    text.append("contact fields %s%n".formatted(contact.line()));
    text.append("dates strictly %s%n".formatted(strict.line()));
    text.append(
        ("joint accuracy %.3f  grounding %.3f  calibration error %.3f  %.2f s (%.2f ms a record,"
                + " %.0f at most)%n")
            .formatted(
                records == 0 ? 0 : (double) joint / records,
                quotes == 0 ? 1 : (double) grounded / quotes,
                calibration.error(),
                nanos / 1e9,
                read == 0 ? 0 : nanos / 1e6 / read,
                nanosMost / 1e6));
    tallies.forEach(
        (name, tally) ->
            text.append(
                "  %-32s %s  calibration error %.3f%n"
                    .formatted(name, tally.line(), calibration(name).error())));
    if (withMisses) {
      text.append("calibration%s%n".formatted(calibration.bins()));
      calibrations.forEach((group, one) -> text.append("  %-32s%s%n".formatted(group, one.bins())));
      misses.forEach(miss -> text.append("  - ").append(miss).append(System.lineSeparator()));
    }
    return text.toString();
  }
}
