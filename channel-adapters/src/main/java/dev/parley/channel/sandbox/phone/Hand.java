package dev.parley.channel.sandbox.phone;

import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sandbox.whatsapp.WhatsAppContact;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import java.util.List;

/// What a person does with the phone.
final class Hand {
  private final TwilioSandbox twilio;
  private final WhatsAppSandbox whatsApp;

  Hand(TwilioSandbox twilio, WhatsAppSandbox whatsApp) {
    this.twilio = twilio;
    this.whatsApp = whatsApp;
  }

  void says(SandboxLine line, String contact, String text) {
    switch (line.channel()) {
      case SMS -> twilio.contact(contact, line.number()).says(text);
      default -> person(line, contact).says(text);
    }
  }

  void taps(SandboxLine line, String contact, String optionId) {
    try {
      person(line, contact).taps(optionId);
    } catch (IllegalStateException e) {
      throw PhoneFailure.bad("no_such_option", "No message on this phone offers that any more.");
    }
  }

  void sends(SandboxLine line, String contact, String caption, MediaFile file) {
    switch (line.channel()) {
      case SMS -> twilio.contact(contact, line.number()).sends(caption, file);
      default -> person(line, contact).sends(caption, file);
    }
  }

  /// What the business may know the person by.
  List<String> addresses(SandboxLine line, String contact) {
    return switch (line.channel()) {
      case SMS -> List.of(contact);
      default -> List.of(contact, person(line, contact).userId());
    };
  }

  private WhatsAppContact person(SandboxLine line, String contact) {
    whatsApp.number(line.vendorId(), line.number());
    return whatsApp.contact(contact, line.vendorId());
  }
}
