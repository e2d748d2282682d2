/// Published agent versions as engines, made once and kept. Touches the store and the reader.
@NullMarked
package dev.parley.runtime.agents;

import org.jspecify.annotations.NullMarked;
