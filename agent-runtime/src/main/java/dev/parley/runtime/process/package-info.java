/// The process: its own settings, its keys, everything wired by constructors, started and drained
/// in order. May touch every room; holds no logic of any.
@NullMarked
package dev.parley.runtime.process;

import org.jspecify.annotations.NullMarked;
