package dev.parley.channel.sandbox.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.channel.sandbox.MediaFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MultipartReader;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// A file as it is uploaded: three parts, the file's with its real type.
record Upload(MediaFile file) {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Part(String type, String fileName, byte[] bytes) {}

  static Upload of(String contentType, byte[] body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!contentType.startsWith("multipart/form-data") || !boundary.find()) {
      throw new Refusal(100, "The body must be multipart/form-data");
    }
    Map<String, Part> parts = parts(boundary.group(1), body);
    if (!text(parts, "messaging_product").equals("whatsapp")) {
      throw new Refusal(100, "The parameter messaging_product is required.");
    }
    Part file = parts.get("file");
    if (file == null || file.fileName().isEmpty()) {
      throw new Refusal(100, "The parameter file is required.");
    }
    String declared = text(parts, "type");
    if (!declared.isEmpty() && !declared.equals(file.type())) {
      throw new Refusal(100, "The parameter type differs from the file's own type.");
    }
    return new Upload(new MediaFile(file.type(), file.fileName(), file.bytes()));
  }

  private static String text(Map<String, Part> parts, String name) {
    Part part = parts.get(name);
    return part == null ? "" : new String(part.bytes(), UTF_8);
  }

  private static Map<String, Part> parts(String boundary, byte[] body) {
    Map<String, Part> parts = new HashMap<>();
    try (MultipartReader reader = new MultipartReader(new Buffer().write(body), boundary)) {
      for (MultipartReader.Part part = reader.nextPart(); part != null; part = reader.nextPart()) {
        String disposition = orEmpty(part.headers().get("Content-Disposition"));
        parts.put(
            found(NAME, disposition),
            new Part(
                orEmpty(part.headers().get("Content-Type")),
                found(FILE_NAME, disposition),
                part.body().readByteArray()));
      }
    } catch (IOException e) {
      throw new Refusal(100, "The body is not multipart/form-data");
    }
    return parts;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
