package dev.parley.extraction.model;

import dev.parley.config.language.LanguageModel;
import dev.parley.config.language.ModelAttempt;
import dev.parley.config.language.ModelReply;
import dev.parley.config.language.ModelReply.Answered;
import dev.parley.config.language.ModelReply.Cancelled;
import dev.parley.config.language.ModelRequest;
import dev.parley.config.language.Outcome;
import dev.parley.extraction.model.Extraction.Found;
import dev.parley.extraction.model.Extraction.Gist;
import dev.parley.extraction.model.Extraction.Rejected;
import dev.parley.extraction.model.Extraction.Run;
import dev.parley.extraction.model.Extraction.Unavailable;
import dev.parley.lead.Gist.Met;
import dev.parley.transcript.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks a language model for the fields of a transcript, chunk by chunk, and asks again with the
/// exact error what does not hold, a limited number of times; then accepts in part. Blocking, and
/// thread-safe.
public final class ModelFieldProposer {
  private final LanguageModel model;
  private final ExtractionLimits limits;

  public ModelFieldProposer(LanguageModel model, ExtractionLimits limits) {
    this.model = model;
    this.limits = limits;
  }

  /// @param check asked once for every proposed field
  public Extraction propose(ExtractionRequest request, FieldCheck check) {
    return new Reading(request, check).read();
  }

  /// One transcript; used by one thread.
  private final class Reading {
    private final ExtractionRequest request;
    private final FieldCheck check;
    private final ExtractionPrompt prompt;
    private final ExtractionReader reader;
    private final List<ModelAttempt> attempts = new ArrayList<>();
    private final List<ProposedField> held = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<Gist> gists = new ArrayList<>();
    private Optional<String> lastModel = Optional.empty();
    private String promptHash = "";

    Reading(ExtractionRequest request, FieldCheck check) {
      this.request = request;
      this.check = check;
      this.prompt = new ExtractionPrompt(request);
      this.reader = new ExtractionReader(request);
    }

    Extraction read() {
      List<List<Turn>> all = Chunks.of(request.transcript(), limits);
      List<List<Turn>> chunks =
          all.subList(Math.max(0, all.size() - limits.chunksMax()), all.size());
      int skipped = chunks.isEmpty() ? 0 : skippedTurns(chunks.getFirst().getFirst());
      promptHash = prompt.ask(request, List.of(), List.of()).instructionsHash();
      for (List<Turn> chunk : chunks) {
        Optional<Outcome> failure = read(chunk);
        if (failure.isPresent()) {
          return new Unavailable(failure.get(), run(chunks.size(), skipped));
        }
      }
      List<ProposedField> fields = lastWords();
      List<Rejected> lost = rejected.stream().filter(this::unsettled).toList();
      return new Found(fields, lost, gist(), run(chunks.size(), skipped));
    }

    private int skippedTurns(Turn first) {
      return (int)
          request.transcript().turns().stream().filter(turn -> turn.seq() < first.seq()).count();
    }

    private Run run(int chunks, int skipped) {
      return new Run(lastModel, promptHash, prompt.schema().hash(), chunks, skipped, attempts);
    }

    /// Empty when the chunk was read, at least in part.
    private Optional<Outcome> read(List<Turn> chunk) {
      List<Rejected> errors = List.of();
      for (int asks = 0; asks < limits.asksMax(); asks++) {
        ModelRequest ask = prompt.ask(request, chunk, errors);
        ModelReply reply = model.ask(ask);
        attempts.addAll(reply.attempts());
        if (!(reply instanceof Answered answered)) {
          rejected.addAll(errors);
          return asks > 0 ? Optional.empty() : Optional.of(reason(reply));
        }
        lastModel = Optional.of(answered.by().provider() + ":" + answered.by().model());
        Optional<ExtractionReader.Answer> answer = reader.read(answered.json());
        if (answer.isEmpty()) {
          if (asks + 1 == limits.asksMax() && errors.isEmpty()) {
            return Optional.of(Outcome.EMPTY);
          }
          continue;
        }
        if (errors.isEmpty()) {
          gists.add(answer.get().gist());
        }
        errors = sort(answer.get().fields(), errors);
        if (errors.isEmpty()) {
          return Optional.empty();
        }
      }
      rejected.addAll(errors);
      return Optional.empty();
    }

    private static Outcome reason(ModelReply reply) {
      return switch (reply) {
        case ModelReply.Unavailable unavailable -> unavailable.reason();
        case Cancelled cancelled -> Outcome.CANCELLED;
        case Answered answered -> Outcome.ANSWERED;
      };
    }

    /// Keeps what holds; returns what does not. Asked about errors, only those fields count.
    private List<Rejected> sort(List<ProposedField> fields, List<Rejected> before) {
      Set<String> asked =
          before.stream().map(one -> one.proposed().field()).collect(Collectors.toSet());
      List<Rejected> errors = new ArrayList<>();
      for (ProposedField field : fields) {
        if (before.isEmpty() || asked.contains(field.field())) {
          Optional<String> error = check.error(field);
          if (error.isPresent()) {
            errors.add(new Rejected(field, error.get()));
          } else {
            held.add(field);
          }
        }
      }
      errors.removeIf(one -> !unsettled(one));
      return errors;
    }

    /// Whether nothing that holds was said about its field at that turn or later: an earlier value
    /// does not settle a later word that could not be proved.
    private boolean unsettled(Rejected one) {
      ProposedField lost = one.proposed();
      return held.stream()
          .noneMatch(
              field ->
                  field.field().equals(lost.field())
                      && field.evidence().turn() >= lost.evidence().turn());
    }

    /// A value beats a refusal, and a later word an earlier one.
    private List<ProposedField> lastWords() {
      Comparator<ProposedField> order =
          Comparator.<ProposedField, Boolean>comparing(
                  field -> field.how() != ProposedField.How.REFUSED)
              .thenComparingInt(field -> field.evidence().turn());
      Map<String, ProposedField> last = new LinkedHashMap<>();
      for (WantedField wanted : request.fields()) {
        held.stream()
            .filter(field -> field.field().equals(wanted.id()))
            // Of equals the one found last.
            .reduce((a, b) -> order.compare(a, b) > 0 ? a : b)
            .ifPresent(field -> last.put(wanted.id(), field));
      }
      return List.copyOf(last.values());
    }

    private Gist gist() {
      if (gists.isEmpty()) {
        return Gist.NONE;
      }
      Map<String, Met> objections = new LinkedHashMap<>();
      gists.forEach(
          one -> one.objections().forEach(met -> objections.putIfAbsent(met.objection(), met)));
      String summary =
          gists.stream()
              .map(Gist::summary)
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining(" "));
      return new Gist(
          summary,
          gists.reversed().stream().flatMap(one -> one.intent().stream()).findFirst(),
          List.copyOf(objections.values()),
          gists.reversed().stream().flatMap(one -> one.nextStep().stream()).findFirst());
    }
  }
}
