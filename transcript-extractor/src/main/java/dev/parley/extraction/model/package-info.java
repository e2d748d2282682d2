/// Extraction by a language model: what is asked of it, how its answer is read, and asking again
/// with the exact error. What it returns is proposed, never a fact: grounding and the values' own
/// readers decide. Touches `config.language` and the transcript; no store, no channels.
@NullMarked
package dev.parley.extraction.model;

import org.jspecify.annotations.NullMarked;
