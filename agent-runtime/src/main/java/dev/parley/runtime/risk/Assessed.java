package dev.parley.runtime.risk;

import dev.parley.risk.RiskReport;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A judgement that was kept.
///
/// @param trace names it in logs and later questions
/// @param lead the business's own reference, as given
/// @param form the business's own name of the form, as given
public record Assessed(
    UUID trace, Optional<String> lead, Optional<String> form, RiskReport report, Instant at) {}
