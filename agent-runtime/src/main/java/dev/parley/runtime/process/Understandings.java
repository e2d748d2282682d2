package dev.parley.runtime.process;

import dev.parley.config.language.LanguageModels;
import dev.parley.config.language.ModelSettings;
import dev.parley.config.language.ModelSettings.ConfiguredModel;
import dev.parley.config.settings.Settings;
import dev.parley.extraction.model.ExtractionLimits;
import dev.parley.extraction.model.ModelFieldProposer;
import dev.parley.runtime.closing.LeadExtraction;
import dev.parley.runtime.closing.TranscriptExtraction;
import dev.parley.runtime.closing.TranscriptReaders;
import dev.parley.runtime.turn.ModelUnderstanding;
import dev.parley.runtime.turn.PromptLimits;
import dev.parley.runtime.turn.TurnUnderstanding;
import dev.parley.runtime.turn.WithoutModel;
import dev.parley.runtime.understanding.BuiltInUnderstanding;
import dev.parley.runtime.understanding.Understanding;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who understands: the configured language models with the built-in understanding behind them, or
/// that alone.
record Understandings(
    TurnUnderstanding turns,
    LeadExtraction extraction,
    List<String> models,
    Optional<LanguageModels> languageModels)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Understandings.class);

  static Understandings of(Settings all, Clock clock) {
    ModelSettings settings = ModelSettings.read(all);
    Understanding builtIn = new BuiltInUnderstanding();
    TranscriptReaders readers = TranscriptReaders.open(all);
    if (settings.builtIn()) {
      LOG.info(
          "No language model is configured (PARLEY_MODEL): the built-in understanding answers");
      return new Understandings(
          new WithoutModel(builtIn),
          new TranscriptExtraction(Optional.empty(), readers),
          List.of(),
          Optional.empty());
    }
    LanguageModels models = LanguageModels.open(settings, clock);
    return new Understandings(
        new ModelUnderstanding(models, builtIn, PromptLimits.read(all)),
        new TranscriptExtraction(
            Optional.of(new ModelFieldProposer(models, ExtractionLimits.read(all))), readers),
        settings.providers().stream().map(ConfiguredModel::name).toList(),
        Optional.of(models));
  }

  @Override
  public void close() {
    languageModels.ifPresent(LanguageModels::close);
  }
}
