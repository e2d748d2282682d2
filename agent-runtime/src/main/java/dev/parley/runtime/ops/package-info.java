/// What operators look at: metrics, health. Touches micrometer; hears the rooms through their own
/// small listener interfaces.
@NullMarked
package dev.parley.runtime.ops;

import org.jspecify.annotations.NullMarked;
