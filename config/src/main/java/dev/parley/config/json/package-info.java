/// JSON as every room reads and writes it: one mapper, strict and bounded. Touches Jackson only.
@NullMarked
package dev.parley.config.json;

import org.jspecify.annotations.NullMarked;
