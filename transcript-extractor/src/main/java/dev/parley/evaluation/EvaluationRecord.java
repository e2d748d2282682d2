package dev.parley.evaluation;

import dev.parley.extraction.ExtractionRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One conversation with its fields and, where known, what should come out.
///
/// @param turnIds the record's own turn ids; a turn's `seq` is its place plus one
/// @param gold accepted values by field, the preferred first
/// @param absent fields that must stay empty
/// @param notes what was odd about the record and how it was read
record EvaluationRecord(
    String id,
    String language,
    String source,
    List<String> turnIds,
    ExtractionRequest request,
    Map<String, List<String>> gold,
    Set<String> absent,
    boolean judged,
    List<String> notes) {
  EvaluationRecord {
    notes = List.copyOf(notes);
  }
}
