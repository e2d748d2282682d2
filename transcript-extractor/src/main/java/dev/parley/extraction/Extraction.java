package dev.parley.extraction;

import dev.parley.lead.LeadField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was extracted.
///
/// @param fields every field that was asked for, in that order
/// @param disagreements ids of fields on which the live answers and this pass differ
public record Extraction(Map<String, LeadField> fields, List<String> disagreements) {
  public Extraction {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    disagreements = List.copyOf(disagreements);
  }
}
