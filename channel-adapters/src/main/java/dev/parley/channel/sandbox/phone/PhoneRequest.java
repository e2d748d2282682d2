package dev.parley.channel.sandbox.phone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.config.json.Json;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/// Which phone a request is about: the line and the contact's number.
///
/// @param after the number of the last event the page has seen
record PhoneRequest(SandboxLine line, String contact, long after) {
  /// Below the server's own bound on a request's body.
  static final int FILE_BYTES_MAX = 1_000_000;
  private static final int BODY_BYTES_MAX = 32 * 1024;
  private static final int TEXT_CHARS_MAX = 4_096;
  private static final int NAME_CHARS_MAX = 200;
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
  private static final Pattern FILE_TYPE =
      Pattern.compile("(image/(jpeg|png|webp|gif)|application/pdf|audio/(ogg|mpeg|mp4)|video/mp4)");

  static PhoneRequest of(ServerRequest in, List<SandboxLine> lines) {
    return of(in.query(), lines);
  }

  static PhoneRequest of(UriQuery query, List<SandboxLine> lines) {
    String channel = query.first("channel").orElse("");
    String number = query.first("number").orElse("");
    String contact = query.first("contact").orElse("");
    if (!E164.matcher(contact).matches()) {
      throw PhoneFailure.bad(
          "bad_number", "The contact's number is written with + and 7 to 15 digits.");
    }
    String after = query.first("after").orElse("0");
    if (!COUNT.matcher(after).matches()) {
      throw PhoneFailure.bad("bad_cursor", "after is a number the server gave.");
    }
    SandboxLine line =
        lines.stream()
            .filter(any -> any.channel().wireName().equals(channel))
            .filter(any -> any.number().equals(number))
            .findFirst()
            .orElseThrow(
                () ->
                    new PhoneFailure(
                        Status.NOT_FOUND_404, "no_such_line", "No agent has this number."));
    if (line.number().equals(contact)) {
      throw PhoneFailure.bad("own_number", "A number cannot reach itself; choose another.");
    }
    return new PhoneRequest(line, contact, Long.parseLong(after));
  }

  PhoneLog.Key key() {
    return new PhoneLog.Key(line.channel(), line.number(), contact);
  }

  static ObjectNode body(ServerRequest in) {
    String type = in.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    if (!type.startsWith("application/json")) {
      throw PhoneFailure.bad("not_json", "The body must be JSON.");
    }
    try {
      if (Json.parse(bytes(in, BODY_BYTES_MAX)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw PhoneFailure.bad("not_json", "The body is not JSON.");
    }
    throw PhoneFailure.bad("not_json", "The body must be a JSON object.");
  }

  static String text(ObjectNode body, String name) {
    String text = body.path(name).asText();
    if (text.isBlank() || text.length() > TEXT_CHARS_MAX) {
      throw PhoneFailure.bad("bad_text", "A message has 1 to " + TEXT_CHARS_MAX + " characters.");
    }
    return text;
  }

  static MediaFile file(ServerRequest in) {
    String type = in.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    if (!FILE_TYPE.matcher(type).matches()) {
      throw PhoneFailure.bad("bad_file", "Send a picture, a PDF, a recording or a video.");
    }
    String name = in.query().first("name").orElse("file");
    byte[] bytes = bytes(in, FILE_BYTES_MAX);
    return new MediaFile(type, name.substring(0, Math.min(name.length(), NAME_CHARS_MAX)), bytes);
  }

  private static byte[] bytes(ServerRequest in, int max) {
    try (InputStream stream = in.content().inputStream()) {
      byte[] bytes = stream.readNBytes(max + 1);
      if (bytes.length == 0 || bytes.length > max) {
        throw new PhoneFailure(
            Status.REQUEST_ENTITY_TOO_LARGE_413,
            "bad_size",
            "It must not be empty and have at most " + max + " bytes; nothing was sent.");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
