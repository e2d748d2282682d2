package dev.parley.runtime.closing;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.extraction.model.Extraction;
import dev.parley.lead.Gist;
import dev.parley.lead.LeadField;
import dev.parley.runtime.understanding.HeardInTranscript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a conversation was about: in a model's words where they hold, else in our own. A text of a
/// model with a number that was never said is not used, and neither are the texts beside it.
/// Thread-safe.
final class Gists {
  private Gists() {}

  /// @param fields of the lead
  /// @param model what a model made of it, its objections grounded; empty without one
  static Gist of(
      ClosedConversation closed, Map<String, LeadField> fields, Optional<Extraction.Gist> model) {
    AgentDefinition definition = closed.definition();
    HeardInTranscript heard = new HeardInTranscript(definition);
    List<Gist.Met> objections =
        together(
            heard.objections(closed.transcript()),
            model.map(Extraction.Gist::objections).orElse(List.of()));
    GistWords words = GistWords.in(closed.state().language());
    Gist own =
        new Gist(
            Gist.Author.BUILTIN,
            Optional.of(words.summary(closed, fields, objections)),
            heard.intent(closed.transcript()),
            objections,
            Optional.of(words.nextStep(closed, fields)));
    return model
        .filter(gist -> !gist.summary().isBlank() && supported(gist, closed, fields))
        .map(
            gist ->
                new Gist(
                    Gist.Author.MODEL,
                    Optional.of(gist.summary()),
                    gist.intent().or(own::intent),
                    objections,
                    gist.nextStep().or(own::nextStep)))
        .orElse(own);
  }

  private static boolean supported(
      Extraction.Gist gist, ClosedConversation closed, Map<String, LeadField> fields) {
    SaidNumbers said =
        new SaidNumbers(closed.transcript(), fields.values(), closed.state().language());
    return said.cover(gist.summary())
        && gist.intent().map(said::cover).orElse(true)
        && gist.nextStep().map(said::cover).orElse(true);
  }

  /// Each objection once, where it was first met.
  private static List<Gist.Met> together(List<Gist.Met> own, List<Gist.Met> model) {
    List<Gist.Met> all = new ArrayList<>(own);
    for (Gist.Met met : model) {
      if (all.stream().noneMatch(one -> one.objection().equals(met.objection()))) {
        all.add(met);
      }
    }
    all.sort(java.util.Comparator.comparingInt(met -> met.evidence().turn()));
    return all;
  }
}
