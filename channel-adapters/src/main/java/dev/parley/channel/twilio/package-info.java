/// What the channels that Twilio carries share: its account, its errors, and its library made to
/// send each request once and where it is told. Touches `channel`, `channel.http` and Twilio only.
@NullMarked
package dev.parley.channel.twilio;

import org.jspecify.annotations.NullMarked;
