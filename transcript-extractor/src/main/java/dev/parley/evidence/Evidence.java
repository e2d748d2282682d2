package dev.parley.evidence;

/// The proof of a field: the words, and the turn (its `seq`) that holds them.
public record Evidence(int turn, String quote) {}
