package dev.parley.channel.sandbox;

import java.time.Instant;
import java.util.List;

/// A message as a contact's phone shows it.
///
/// @param id the vendor's
/// @param own whether the contact wrote it
/// @param kind the vendor's word, such as `text`, `interactive`, `template`; of SMS `text`
/// @param header empty when there is none; so is the footer
/// @param listLabel what opens the options; empty when they are buttons in plain sight
/// @param options to tap
/// @param media files, or none
public record PhoneMessage(
    String id,
    boolean own,
    String kind,
    String header,
    String text,
    String footer,
    String listLabel,
    List<Option> options,
    List<MediaFile> media,
    Instant at) {
  public PhoneMessage {
    options = List.copyOf(options);
    media = List.copyOf(media);
  }

  /// Something to tap.
  ///
  /// @param description empty for a button
  public record Option(String id, String title, String description) {}

  public static PhoneMessage text(String id, boolean own, String text, Instant at) {
    return new PhoneMessage(id, own, "text", "", text, "", "", List.of(), List.of(), at);
  }

  public static PhoneMessage withMedia(
      String id, boolean own, String kind, String text, List<MediaFile> media, Instant at) {
    return new PhoneMessage(id, own, kind, "", text, "", "", List.of(), media, at);
  }

  /// The same, its files by type and name alone.
  public PhoneMessage withoutBytes() {
    List<MediaFile> light = media.stream().map(MediaFile::withoutBytes).toList();
    return new PhoneMessage(id, own, kind, header, text, footer, listLabel, options, light, at);
  }

  /// Of its files together.
  public long mediaBytes() {
    return media.stream().mapToLong(file -> file.bytes().length).sum();
  }
}
