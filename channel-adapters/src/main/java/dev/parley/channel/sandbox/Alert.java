package dev.parley.channel.sandbox;

/// What a vendor would complain about in its console: our side did something wrong that no answer
/// tells it.
///
/// @param code the vendor's, such as 11200
/// @param detail for a developer; no personal data
public record Alert(int code, String detail) {}
