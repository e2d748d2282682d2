/// Understanding a contact's turn: the port every understanding implements, and the built-in one
/// made of typed parsers and phrases in six languages. Pure; knows definitions, values and the
/// flow's records, never a model, I/O or a clock.
@NullMarked
package dev.parley.runtime.understanding;

import org.jspecify.annotations.NullMarked;
