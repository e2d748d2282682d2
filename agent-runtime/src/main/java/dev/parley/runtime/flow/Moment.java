package dev.parley.runtime.flow;

import java.time.Instant;

/// When something happens: the engine has no clock of its own.
public record Moment(Instant now) {}
