/// The vendors, simulated, for tests and for a local run alike: what their simulators share. Faults
/// by script, webhooks with the vendor's retries, what a contact's phone shows. Touches `channel`,
/// `channel.http`, Helidon, OkHttp and Jackson; never a vendor adapter's classes, so that both read
/// the vendor's contract on their own.
@NullMarked
package dev.parley.channel.sandbox;

import org.jspecify.annotations.NullMarked;
