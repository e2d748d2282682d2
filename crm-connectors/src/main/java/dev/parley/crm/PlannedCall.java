package dev.parley.crm;

/// One request a delivery would make.
///
/// @param body as it would be sent; empty for none
public record PlannedCall(String method, String url, String body) {}
