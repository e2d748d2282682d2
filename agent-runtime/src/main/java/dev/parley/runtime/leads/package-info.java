/// What is done to a lead after it was made: a person's edits, review and decision, scoring again,
/// merging. Every change is a revision of the lead and a delivery, in one commit. Touches the
/// store, the agents' definitions and the delivery outbox; never a vendor, HTTP or a model.
@NullMarked
package dev.parley.runtime.leads;

import org.jspecify.annotations.NullMarked;
