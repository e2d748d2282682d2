package dev.parley.runtime.closing;

import dev.parley.config.language.ModelAttempt;
import dev.parley.lead.Gist;
import dev.parley.lead.LeadField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes the lead's fields from a finished conversation. Blocks while a model is asked; never fails
/// for what a model does. Thread-safe.
public interface LeadExtraction {
  Extracted extract(ClosedConversation conversation);

  /// What was taken and how, so that the run can be repeated and compared.
  ///
  /// @param fields by id, in the agent's order
  /// @param disagreements ids of fields on which this reading and the conversation itself differ
  /// @param extractor `builtin`, or `model` where one took part
  /// @param outcome `answered`, or why the model that was asked gave nothing
  /// @param model provider and name, where one took part
  record Extracted(
      Map<String, LeadField> fields,
      List<String> disagreements,
      Gist gist,
      String extractor,
      String outcome,
      Optional<String> model,
      Optional<String> promptHash,
      Optional<String> schemaHash,
      List<ModelAttempt> attempts,
      long totalMillis) {
    public Extracted {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
      disagreements = List.copyOf(disagreements);
      attempts = List.copyOf(attempts);
    }
  }
}
