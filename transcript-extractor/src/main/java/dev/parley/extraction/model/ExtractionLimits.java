package dev.parley.extraction.model;

import dev.parley.config.settings.Settings;

/// How a transcript is shown to a model.
///
/// @param chunkTokensMax of transcript in one request
/// @param overlapTurns shown again at the start of the next chunk
/// @param chunksMax of one transcript; of a longer one the newest are read
/// @param asksMax requests per chunk, the first and those that repeat an error
public record ExtractionLimits(int chunkTokensMax, int overlapTurns, int chunksMax, int asksMax) {
  public static final ExtractionLimits DEFAULT = new ExtractionLimits(6_000, 4, 20, 3);

  public ExtractionLimits {
    if (chunkTokensMax < 1 || overlapTurns < 0 || chunksMax < 1 || asksMax < 1) {
      throw new IllegalArgumentException("limits of an extraction are positive");
    }
  }

  /// `PARLEY_EXTRACTION_CHUNK_TOKENS`, `_OVERLAP_TURNS`, `_CHUNKS`.
  public static ExtractionLimits read(Settings settings) {
    return new ExtractionLimits(
        settings.whole("PARLEY_EXTRACTION_CHUNK_TOKENS", DEFAULT.chunkTokensMax, 200, 1_000_000),
        settings.whole("PARLEY_EXTRACTION_OVERLAP_TURNS", DEFAULT.overlapTurns, 0, 100),
        settings.whole("PARLEY_EXTRACTION_CHUNKS", DEFAULT.chunksMax, 1, 1_000),
        DEFAULT.asksMax);
  }
}
