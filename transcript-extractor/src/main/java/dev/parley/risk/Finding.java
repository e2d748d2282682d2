package dev.parley.risk;

/// One flag that was raised.
///
/// @param reason in words, without personal data
public record Finding(RiskFlag flag, String reason) {}
