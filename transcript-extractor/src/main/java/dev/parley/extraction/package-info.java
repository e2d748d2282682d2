/// A finished transcript becomes lead fields: the built-in extractor works from question context
/// and the value readers alone; the model-backed one has its proposals grounded, parsed and checked
/// here. Pure: no clock, no I/O; the model is a port.
@NullMarked
package dev.parley.extraction;

import org.jspecify.annotations.NullMarked;
