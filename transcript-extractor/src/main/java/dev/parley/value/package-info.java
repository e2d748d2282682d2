/// The typed values of answers and lead fields, and the normalisers that read them out of what
/// people type and say. Pure functions of text and context: no clock, no I/O. Every reader reads
/// en, es, pt, de, fr, it and pl; written e-mails, numbers and telephone numbers in any language.
@NullMarked
package dev.parley.value;

import org.jspecify.annotations.NullMarked;
