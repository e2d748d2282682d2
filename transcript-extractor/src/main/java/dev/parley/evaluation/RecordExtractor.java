package dev.parley.evaluation;

import dev.parley.extraction.Extraction;
import dev.parley.extraction.ExtractionRequest;
import java.util.Optional;
import java.util.function.Function;

/// What is measured: reads one record.
@FunctionalInterface
public interface RecordExtractor {
  Reading read(ExtractionRequest request);

  /// @param fellBack why a model that was asked gave nothing, so that these are the built-in
  /// extractor's answers
  record Reading(Extraction extraction, Optional<String> fellBack) {}

  static RecordExtractor of(Function<ExtractionRequest, Extraction> extractor) {
    return request -> new Reading(extractor.apply(request), Optional.empty());
  }
}
