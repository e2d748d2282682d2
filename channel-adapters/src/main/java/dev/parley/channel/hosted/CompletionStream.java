package dev.parley.channel.hosted;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An answer as server-sent events, a sentence a piece, so that speech begins with the first. The
/// response begins with the first sentence: until then it may still be refused. One thread; whoever
/// asked and went away makes it throw [UncheckedIOException].
final class CompletionStream implements HostedTalk.Hearer {
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…]\\s)");

  private final ServerResponse response;
  private final Completion completion;
  private @Nullable OutputStream out;
  private boolean spoken;

  CompletionStream(ServerResponse response, Completion completion) {
    this.response = response;
    this.completion = completion;
  }

  boolean begun() {
    return out != null;
  }

  @Override
  public void hears(String sentence) {
    write(completion.words(spoken ? " " + sentence : sentence));
    spoken = true;
  }

  /// @param rest of the answer, maybe nothing
  /// @param endCall whether to end the call by the tool that was offered
  void end(String rest, boolean endCall) {
    String words = spoken && !rest.isEmpty() ? " " + rest : rest;
    if (!words.isEmpty()) {
      for (String piece : SENTENCE_END.split(words)) {
        write(completion.words(piece));
      }
    }
    if (endCall) {
      write(completion.endsCall());
    }
    write(completion.end(endCall));
    event("[DONE]".getBytes(UTF_8));
    close();
  }

  /// The rest does not come.
  void broken(String code, String message) {
    write(Completion.error(true, code, message));
    close();
  }

  private void write(ObjectNode data) {
    event(Json.bytes(data));
  }

  private void event(byte[] data) {
    try {
      OutputStream open = out == null ? open() : out;
      open.write("data: ".getBytes(UTF_8));
      open.write(data);
      open.write("\n\n".getBytes(UTF_8));
      open.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a hosted agent went away before its answer", e);
    }
  }

  private OutputStream open() {
    response.header(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");
    OutputStream opened = response.outputStream();
    out = opened;
    event(Json.bytes(completion.beginning()));
    return opened;
  }

  private void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a hosted agent went away before its answer", e);
    }
  }
}
