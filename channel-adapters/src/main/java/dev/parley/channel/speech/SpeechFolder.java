package dev.parley.channel.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.voice.SpeechSynthesis.Audio;
import dev.parley.channel.voice.SpeechSynthesis.Timed;
import dev.parley.config.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fixed speech in a folder, one file each, named by its key: only what agents say to everybody is
/// in it. The files read longest ago go first. A file that cannot be read is as good as none.
/// Thread-safe, and several processes may share a folder.
final class SpeechFolder {
  private static final Logger LOG = LoggerFactory.getLogger(SpeechFolder.class);
  private static final String ENDING = ".speech.json";

  private final Path folder;
  private final long bytesMax;

  SpeechFolder(Path folder, long bytesMax) {
    this.folder = folder;
    this.bytesMax = bytesMax;
  }

  Optional<Audio> read(String key) {
    Path file = file(key);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      JsonNode stored = Json.parse(Files.readAllBytes(file));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      List<Timed> spoken = new ArrayList<>();
      for (JsonNode word : stored.path("words")) {
        spoken.add(new Timed(word.path(0).asText(), word.path(1).asInt()));
      }
      String base64 = stored.path("audio").asText("");
      return Optional.of(new Audio(base64, spoken))
          .filter(audio -> !base64.isEmpty() && VoiceMessage.isBase64(base64));
    } catch (JsonProcessingException broken) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("The folder of fixed speech cannot be read; sentences are spoken anew", e);
      return Optional.empty();
    }
  }

  /// Whole or not at all: another process may read at the same time.
  void write(String key, Audio audio) {
    ObjectNode stored = Json.object().put("audio", audio.base64());
    ArrayNode words = stored.putArray("words");
    audio.spoken().forEach(word -> words.addArray().add(word.characters()).add(word.atMs()));
    try {
      Files.createDirectories(folder);
      Path half = Files.createTempFile(folder, "half", ENDING + ".tmp");
      try {
        Files.write(half, Json.bytes(stored));
        Files.move(half, file(key), StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
      tidy();
    } catch (IOException e) {
      LOG.warn("The folder of fixed speech cannot be written; speech is kept in memory only", e);
    }
  }

  private record Stored(Path path, long bytes, long readMillis) {}

  private synchronized void tidy() throws IOException {
    List<Stored> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.filter(each -> each.toString().endsWith(ENDING)).toList()) {
        if (Files.exists(path)) {
          files.add(new Stored(path, Files.size(path), Files.getLastModifiedTime(path).toMillis()));
        }
      }
    }
    long bytes = files.stream().mapToLong(Stored::bytes).sum();
    files.sort(Comparator.comparingLong(Stored::readMillis));
    for (Stored oldest : files) {
      if (bytes <= bytesMax) {
        return;
      }
      Files.deleteIfExists(oldest.path());
      bytes -= oldest.bytes();
    }
  }

  private Path file(String key) {
    return folder.resolve(key + ENDING);
  }
}
