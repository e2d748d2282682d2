/// Whether a contact may be written to: the words that say so, the ledger that remembers it, and
/// the gate in front of the outbox that decides by it. The gate is a pure function; the ledger
/// works in its caller's transaction. Touches the flow's phrases and the store; never a vendor.
@NullMarked
package dev.parley.runtime.consent;

import org.jspecify.annotations.NullMarked;
