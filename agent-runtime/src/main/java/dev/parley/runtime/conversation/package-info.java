/// Conversations as rows: the inbox, leases with their fencing tokens, turns committed as one, and
/// the channels' outbox. Touches the store and the flow's records; never a model, HTTP or a vendor.
@NullMarked
package dev.parley.runtime.conversation;

import org.jspecify.annotations.NullMarked;
