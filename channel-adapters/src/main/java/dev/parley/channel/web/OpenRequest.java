package dev.parley.channel.web;

import java.util.Optional;

/// A browser's hello.
///
/// @param widgetKey as in the address, unchecked beyond its shape
/// @param session the token of an earlier welcome, if the browser has one; it may be forged
/// @param language tag the page or the browser prefers, such as `pt-BR`; empty when unknown
public record OpenRequest(String widgetKey, Optional<String> session, String language) {}
