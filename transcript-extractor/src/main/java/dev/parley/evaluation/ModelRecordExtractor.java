package dev.parley.evaluation;

import dev.parley.extraction.BuiltInExtractor;
import dev.parley.extraction.ExtractionRequest;
import dev.parley.extraction.FieldRequest;
import dev.parley.extraction.ModelExtractor;
import dev.parley.extraction.model.Extraction;
import dev.parley.extraction.model.ModelFieldProposer;
import dev.parley.extraction.model.WantedField;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads records as a finished conversation is read with a model: what it proposes is proved, and
/// where it gives nothing the built-in extractor answers alone. Blocks while the model is asked.
public final class ModelRecordExtractor implements RecordExtractor {
  private final ModelFieldProposer proposer;
  private final ModelExtractor withModel = new ModelExtractor();
  private final BuiltInExtractor builtIn = new BuiltInExtractor();

  public ModelRecordExtractor(ModelFieldProposer proposer) {
    this.proposer = proposer;
  }

  @Override
  public Reading read(ExtractionRequest request) {
    return switch (proposer.propose(wanted(request), ModelExtractor.check(request))) {
      case Extraction.Found found ->
          new Reading(withModel.extract(request, found.fields()), Optional.empty());
      case Extraction.Unavailable unavailable ->
          new Reading(
              builtIn.extract(request),
              Optional.of(unavailable.reason().name().toLowerCase(Locale.ROOT)));
    };
  }

  private static dev.parley.extraction.model.ExtractionRequest wanted(ExtractionRequest request) {
    Instant at = request.context().now().toInstant(ZoneOffset.UTC);
    return new dev.parley.extraction.model.ExtractionRequest(
        "a business",
        request.fields().stream().map(ModelRecordExtractor::wanted).toList(),
        List.of(),
        request.transcript(),
        at,
        ZoneOffset.UTC);
  }

  private static WantedField wanted(FieldRequest field) {
    String description = field.description().isBlank() ? field.id() : field.description();
    return new WantedField(
        field.id(), field.type(), description, field.options(), field.currency());
  }
}
