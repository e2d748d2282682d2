/// Gets every lead event to every connector: rows written in the caller's transaction, leased in
/// batches by connector, pushed, and their outcomes committed in batches; backoff, breaker, dead
/// letters and replay. The only CRM package that touches the store; knows no vendor.
@NullMarked
package dev.parley.crm.delivery;

import org.jspecify.annotations.NullMarked;
