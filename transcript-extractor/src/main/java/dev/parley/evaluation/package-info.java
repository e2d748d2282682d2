/// Measures extraction on conversations with known answers: precision, recall, inventions,
/// grounding, calibration. Library code behind the command line; reads and writes files it is
/// given, nothing else.
@NullMarked
package dev.parley.evaluation;

import org.jspecify.annotations.NullMarked;
