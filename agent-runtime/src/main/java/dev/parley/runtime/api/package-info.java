/// The REST API: one table of operations that is served, checked and described from the same rows.
/// Touches Helidon and the stores of other rooms through their methods, never their tables.
@NullMarked
package dev.parley.runtime.api;

import org.jspecify.annotations.NullMarked;
