/// The WhatsApp Cloud API, simulated: the Graph endpoints, the webhooks, windows, rates, templates
/// and media. Written from the vendor's contract alone. Touches `channel.sandbox`, `channel.http`,
/// Helidon and Jackson.
@NullMarked
package dev.parley.channel.sandbox.whatsapp;

import org.jspecify.annotations.NullMarked;
