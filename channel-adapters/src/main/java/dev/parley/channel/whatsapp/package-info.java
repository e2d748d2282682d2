/// WhatsApp through Meta's Cloud API: its webhooks, its errors, its media, sending. Touches
/// `channel`, `channel.http`, Helidon, OkHttp and Jackson; never the store, a model or another
/// channel's package.
@NullMarked
package dev.parley.channel.whatsapp;

import org.jspecify.annotations.NullMarked;
