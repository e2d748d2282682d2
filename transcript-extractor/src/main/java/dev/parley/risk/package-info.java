/// How likely a lead is not meant: rules with points and reasons, over what a form or a
// conversation
/// brought and how often the same was seen lately. Pure and deterministic; asks nobody. May touch
/// `value`.
@NullMarked
package dev.parley.risk;

import org.jspecify.annotations.NullMarked;
