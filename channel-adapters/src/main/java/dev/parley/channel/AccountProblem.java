package dev.parley.channel;

/// One thing wrong with a channel's account.
///
/// @param path where, such as `settings.account_sid`
/// @param code stable, such as `missing`
/// @param message what is wrong and what to do; holds no secret
public record AccountProblem(String path, String code, String message) {}
