/// A telephone in the browser: text an agent by SMS and by WhatsApp with no vendor in between, and
/// see the lead it makes. Served on a local run only. Touches the simulators, `channel.http`,
/// Helidon and Jackson; what it needs of the runtime it asks through [SandboxLines] and
/// [SandboxLeads].
@NullMarked
package dev.parley.channel.sandbox.phone;

import org.jspecify.annotations.NullMarked;
