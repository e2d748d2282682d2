package dev.parley.runtime.call;

import dev.parley.runtime.call.Mouth.After;
import java.util.Optional;

/// What the agent says next, and what follows when it was heard.
///
/// @param source whose words
record Reply(Optional<String> text, String language, String source, After after) {}
