/// The typed values of answers and lead fields, and the normalisers that read them out of what
/// people type and say. Pure functions of text and context: no clock, no I/O.
@NullMarked
package dev.parley.value;

import org.jspecify.annotations.NullMarked;
