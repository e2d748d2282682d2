/// What was said: turns in order, by whom and when. Pure data on java.base; no I/O.
@NullMarked
package dev.parley.transcript;

import org.jspecify.annotations.NullMarked;
