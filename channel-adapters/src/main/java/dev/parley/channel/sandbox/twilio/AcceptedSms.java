package dev.parley.channel.sandbox.twilio;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A message Twilio took from a client, for tests that count them.
///
/// @param from the sender asked for; empty where a Messaging Service chooses
/// @param status its newest
/// @param sender `outbound-api`, or `outbound-reply` when it came as TwiML
public record AcceptedSms(
    String sid,
    Optional<String> from,
    String to,
    String body,
    List<URI> media,
    Optional<String> messagingServiceSid,
    Optional<URI> statusCallback,
    String status,
    String sender,
    Instant at) {

  static AcceptedSms of(SmsMessage message) {
    return new AcceptedSms(
        message.sid(),
        message.from(),
        message.to(),
        message.body(),
        message.media(),
        message.serviceSid(),
        message.statusCallback(),
        message.status(),
        message.direction(),
        message.created());
  }
}
