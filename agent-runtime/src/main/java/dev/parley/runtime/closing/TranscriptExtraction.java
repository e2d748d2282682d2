package dev.parley.runtime.closing;

import dev.parley.config.language.ModelAttempt;
import dev.parley.extraction.BuiltInExtractor;
import dev.parley.extraction.ExtractionRequest;
import dev.parley.extraction.ModelExtractor;
import dev.parley.extraction.model.Extraction;
import dev.parley.extraction.model.ModelFieldProposer;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadField;
import dev.parley.runtime.flow.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the fields from the whole transcript, with a model's help where there is one, and brings
/// them together with what the conversation itself accepted. An extraction that breaks leaves the
/// conversation's own answers, which are grounded as well. A model is waited for on the caller's
/// thread; what is read here is read on the readers'. Thread-safe.
public final class TranscriptExtraction implements LeadExtraction {
  private static final Logger LOG = LoggerFactory.getLogger(TranscriptExtraction.class);

  private static final String ANSWERED = "answered";

  private final Optional<ModelFieldProposer> proposer;
  private final Executor readers;
  private final BuiltInExtractor builtIn = new BuiltInExtractor();
  private final ModelExtractor withModel = new ModelExtractor();
  private final LiveAnswers live = new LiveAnswers();

  /// @param proposer empty: the built-in extractor alone
  /// @param readers where transcripts are read, since that takes a processor for a while
  public TranscriptExtraction(Optional<ModelFieldProposer> proposer, Executor readers) {
    this.proposer = proposer;
    this.readers = readers;
  }

  @Override
  public Extracted extract(ClosedConversation conversation) {
    long began = System.nanoTime();
    try {
      ExtractionRequest request = ExtractionRequests.of(conversation);
      return proposer
          .map(model -> propose(model, conversation, request, began))
          .orElseGet(() -> builtIn(conversation, request, Optional.empty(), began));
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("conversation", conversation.id().id())
          .log("An extraction broke; the lead holds what the conversation itself accepted");
      return live.extract(conversation);
    }
  }

  private Extracted propose(
      ModelFieldProposer model,
      ClosedConversation conversation,
      ExtractionRequest request,
      long began) {
    var wanted =
        dev.parley.extraction.model.ExtractionRequest.of(
            conversation.definition(), conversation.transcript(), conversation.startedAt());
    return switch (model.propose(wanted, ModelExtractor.check(request))) {
      case Extraction.Found found ->
          read(
              () ->
                  extracted(
                      conversation,
                      withModel.extract(request, found.fields()),
                      "model",
                      ANSWERED,
                      Optional.of(found.gist()),
                      Optional.of(found.run()),
                      began));
      case Extraction.Unavailable unavailable ->
          builtIn(conversation, request, Optional.of(unavailable), began);
    };
  }

  private Extracted builtIn(
      ClosedConversation conversation,
      ExtractionRequest request,
      Optional<Extraction.Unavailable> asked,
      long began) {
    return read(
        () ->
            extracted(
                conversation,
                builtIn.extract(request),
                "builtin",
                asked.map(none -> none.reason().name().toLowerCase(Locale.ROOT)).orElse(ANSWERED),
                Optional.empty(),
                asked.map(Extraction.Unavailable::run),
                began));
  }

  private Extracted read(Supplier<Extracted> reading) {
    try {
      return CompletableFuture.supplyAsync(reading, readers).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  private static Extracted extracted(
      ClosedConversation conversation,
      dev.parley.extraction.Extraction read,
      String extractor,
      String outcome,
      Optional<Extraction.Gist> gist,
      Optional<Extraction.Run> run,
      long began) {
    Map<String, LeadField> all = new LinkedHashMap<>();
    read.fields().forEach((id, field) -> all.put(id, withLiveStatus(conversation, id, field)));
    return new Extracted(
        all,
        read.disagreements(),
        Gists.of(conversation, all, gist),
        extractor,
        outcome,
        run.flatMap(Extraction.Run::model),
        run.map(Extraction.Run::promptHash),
        run.map(Extraction.Run::schemaHash),
        run.map(Extraction.Run::attempts).orElse(List.<ModelAttempt>of()),
        (System.nanoTime() - began) / 1_000_000);
  }

  /// The engine knows best why a field is empty: it knows what was asked.
  private static LeadField withLiveStatus(
      ClosedConversation conversation, String id, LeadField field) {
    if (field.status().filled()) {
      return field;
    }
    Answer answer = conversation.state().answer(id);
    FieldStatus status = answer.status();
    return status == FieldStatus.REFUSED || status == FieldStatus.UNANSWERED
        ? LeadField.empty(status)
        : field;
  }
}
