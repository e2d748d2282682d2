package dev.parley.runtime.closing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One reading of a closed conversation, as it was stored.
///
/// @param agentVersion the version whose fields were read
/// @param extractor `model`, `builtin`, or `live` where the reading itself broke
/// @param outcome `answered`, or why the model that was asked gave nothing
/// @param askedBy id of the API key; empty for the one that follows a close
/// @param baseRevision the lead's revision it was compared with
/// @param result the whole lead it would make
public record ExtractionRun(
    UUID id,
    UUID conversation,
    int agentVersion,
    String extractor,
    String outcome,
    Optional<String> askedBy,
    Optional<String> model,
    Optional<String> promptHash,
    Optional<String> schemaHash,
    int inputTokens,
    int outputTokens,
    int totalMillis,
    Instant at,
    int baseRevision,
    Optional<Instant> acceptedAt,
    ObjectNode result) {}
