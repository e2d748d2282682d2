/// The flow engine: what is known, what is asked next, who is qualified, when the conversation
/// ends. Pure functions of records: never a clock, I/O, Jackson or a language model. Whoever
/// understands the contact (a model, the built-in understanding) only proposes; this room decides.
@NullMarked
package dev.parley.runtime.flow;

import org.jspecify.annotations.NullMarked;
