/// Work nobody waits for, on db-scheduler and on this node's own sweep: silences, extraction,
/// housekeeping, and messages another node left behind. Touches the store and the driver.
@NullMarked
package dev.parley.runtime.background;

import org.jspecify.annotations.NullMarked;
