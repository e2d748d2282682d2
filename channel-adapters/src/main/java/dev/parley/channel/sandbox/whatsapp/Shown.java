package dev.parley.channel.sandbox.whatsapp;

import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneMessage;
import java.time.Instant;
import java.util.List;

/// What a checked message looks like on the contact's phone.
///
/// @param kind the message's type
/// @param listLabel empty where the options are buttons
record Shown(
    String kind,
    String header,
    String text,
    String footer,
    String listLabel,
    List<PhoneMessage.Option> options,
    List<MediaFile> media) {

  static Shown text(String kind, String text) {
    return new Shown(kind, "", text, "", "", List.of(), List.of());
  }

  PhoneMessage as(String id, Instant at) {
    return new PhoneMessage(id, false, kind, header, text, footer, listLabel, options, media, at);
  }
}
