package dev.parley.crm;

/// One thing wrong with a connector.
///
/// @param path where, e.g. `settings.url`
/// @param code stable, e.g. `url_not_https`
/// @param message what is wrong and what to do; holds no secret
public record Problem(String path, String code, String message) {}
