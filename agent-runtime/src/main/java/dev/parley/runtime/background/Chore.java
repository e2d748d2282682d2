package dev.parley.runtime.background;

import java.time.Duration;

/// Something of another room that is done now and then, on one node at a time.
///
/// @param name unique, stable: nodes know it by that
/// @param work harmless when done twice
public record Chore(String name, Duration every, Runnable work) {}
