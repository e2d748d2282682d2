package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.Shelf;
import java.util.List;
import java.util.Optional;

/// Files contacts sent. Thread-safe.
final class MediaStore {
  private final Shelf<Stored> files = new Shelf<>(stored -> stored.file().bytes().length);

  record Stored(String sid, String messageSid, MediaFile file) {}

  Stored add(String messageSid, MediaFile file) {
    Stored stored = new Stored(TwilioAccount.sid("ME"), messageSid, file);
    files.put(stored.sid(), stored);
    return stored;
  }

  Optional<Stored> get(String sid) {
    return files.get(sid);
  }

  List<Stored> of(String messageSid) {
    return files.all().stream().filter(file -> file.messageSid().equals(messageSid)).toList();
  }
}
