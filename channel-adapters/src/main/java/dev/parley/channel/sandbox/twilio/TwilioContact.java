package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneMessage;
import java.time.Duration;
import java.util.List;

/// A person with a telephone. Thread-safe.
public final class TwilioContact {
  private final Rooms rooms;
  private final Incoming incoming;
  private final String number;
  private final String business;

  TwilioContact(Rooms rooms, Incoming incoming, String number, String business) {
    this.rooms = rooms;
    this.incoming = incoming;
    this.number = number;
    this.business = business;
  }

  /// Texts the business; the webhook goes out at once.
  ///
  /// @return the message's sid
  public String says(String text) {
    return incoming.receive(number, business, text, List.of());
  }

  /// Sends pictures or other files, with or without words.
  public String sends(String text, MediaFile... files) {
    if (files.length > 10) {
      throw new IllegalArgumentException("a message carries at most 10 files");
    }
    return incoming.receive(number, business, text, List.of(files));
  }

  /// What this phone received, from Twilio's own answers as well, oldest first.
  public List<PhoneMessage> received() {
    return rooms.phones.received(number);
  }

  /// Waits for what it receives.
  ///
  /// @throws IllegalStateException when fewer than `count` came in time
  public List<PhoneMessage> awaitReceived(int count, Duration atMost) {
    return rooms.phones.await(number, count, atMost);
  }

  /// From now on messages to this number are refused at once with a code such as 21614.
  public TwilioContact refusesWith(int code) {
    rooms.fates.refuse(number, code);
    return this;
  }

  /// From now on messages to this number are taken and fail with a code such as 30003.
  public TwilioContact failsWith(int code) {
    rooms.fates.fail(number, code);
    return this;
  }

  /// From now on this number can be reached.
  public TwilioContact isReachable() {
    rooms.fates.clear(number);
    return this;
  }

  public String number() {
    return number;
  }
}
