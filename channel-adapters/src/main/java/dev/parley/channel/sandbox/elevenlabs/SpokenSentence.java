package dev.parley.channel.sandbox.elevenlabs;

/// Text that was made speech.
///
/// @param context empty over HTTP
/// @param language as the client asked; empty where it did not
public record SpokenSentence(String voice, String context, String language, String text) {}
