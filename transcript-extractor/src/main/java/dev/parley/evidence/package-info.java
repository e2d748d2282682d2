/// Where a value was said: quotes, and grounding them in the turns they claim to come from.
/// Pure; no I/O.
@NullMarked
package dev.parley.evidence;

import org.jspecify.annotations.NullMarked;
