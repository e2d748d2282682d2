/// Text messages through Twilio: its webhooks, its errors, its media, sending with its library.
/// Touches `channel`, `channel.http`, Helidon, OkHttp and Twilio; never the store, a model or
/// another channel's package.
@NullMarked
package dev.parley.channel.sms;

import org.jspecify.annotations.NullMarked;
