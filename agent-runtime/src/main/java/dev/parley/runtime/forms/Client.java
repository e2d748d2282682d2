package dev.parley.runtime.forms;

import java.util.Optional;

/// Who sent a form, as the connection tells.
///
/// @param userAgent empty text: none was sent
record Client(String ip, String userAgent, Optional<String> acceptLanguage) {}
