/// What follows the end of a conversation: consent rows, extraction, the lead and its deliveries.
/// Runs on db-scheduler; touches the store, the extractor and the delivery outbox, never a vendor.
@NullMarked
package dev.parley.runtime.closing;

import org.jspecify.annotations.NullMarked;
