package dev.parley.channel.sandbox.phone;

import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sandbox.whatsapp.WhatsAppContact;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.config.binding.ChannelType;
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
      case WHATSAPP -> person(line, contact).says(text);
      default -> throw textless();
    }
  }

  void taps(SandboxLine line, String contact, String optionId) {
    if (line.channel() == ChannelType.VOICE) {
      throw textless();
    }
    try {
      person(line, contact).taps(optionId);
    } catch (IllegalStateException e) {
      throw PhoneFailure.bad("no_such_option", "No message on this phone offers that any more.");
    }
  }

  void sends(SandboxLine line, String contact, String caption, MediaFile file) {
    switch (line.channel()) {
      case SMS -> twilio.contact(contact, line.number()).sends(caption, file);
      case WHATSAPP -> person(line, contact).sends(caption, file);
      default -> throw textless();
    }
  }

  /// What the business may know the person by.
  List<String> addresses(SandboxLine line, String contact) {
    return switch (line.channel()) {
      case WHATSAPP -> List.of(contact, person(line, contact).userId());
      default -> List.of(contact);
    };
  }

  private static PhoneFailure textless() {
    return PhoneFailure.bad("not_texts", "This number takes calls, not texts.");
  }

  private WhatsAppContact person(SandboxLine line, String contact) {
    whatsApp.number(line.vendorId(), line.number());
    return whatsApp.contact(contact, line.vendorId());
  }
}
