/// What a lead is worth by the business's own rules. Pure.
@NullMarked
package dev.parley.score;

import org.jspecify.annotations.NullMarked;
