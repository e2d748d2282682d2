package dev.parley.channel.sandbox.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One multi-context synthesis: speaks toy speech, and holds its client to the rules.
final class MouthSocket extends SandboxSocket {
  static final int CONTEXTS_MAX = 5;
  private static final int SCHEDULE_CHARS = 120;
  private static final String DEFAULT_CONTEXT = "default";

  private final String voice;
  private final MouthQuery query;
  private final Map<String, Context> contexts = new HashMap<>();
  private long heardAt = System.nanoTime();

  private static final class Context {
    final List<String> pending = new ArrayList<>();
    @Nullable JsonNode settings;
    boolean initialised;
    boolean closing;
  }

  MouthSocket(Bench bench, Optional<SpeechFaults.Planned> planned, String voice, MouthQuery query) {
    super(bench, planned);
    this.voice = voice;
    this.query = query;
  }

  @Override
  void begin() {
    if (query.problem().isPresent()) {
      bench.complain("the query of a synthesis: " + query.problem().get());
      fail("invalid_input_message");
    } else if (voice.equals("missing")) {
      fail("voice_not_found");
    } else {
      watch();
    }
  }

  @Override
  void message(JsonNode message) {
    heardAt = System.nanoTime();
    if (message.path("close_socket").asBoolean(false)) {
      close(1000, "");
      return;
    }
    JsonNode id = message.path("context_id");
    if (id.isMissingNode() && message.path("text").asText("x").isEmpty()) {
      return;
    }
    String context = id.asText(DEFAULT_CONTEXT);
    if (message.path("close_context").asBoolean(false)) {
      closeContext(context);
    } else if (message.path("text").isTextual()) {
      text(context, message);
    } else if (message.path("flush").asBoolean(false)) {
      flush(context);
    } else {
      bench.complain("a message that is none of the synthesis");
      fail("invalid_input_message");
    }
  }

  private void text(String id, JsonNode message) {
    String text = message.path("text").asText();
    JsonNode settings = message.path("voice_settings");
    Context context = contexts.get(id);
    if (context == null) {
      if (contexts.size() >= CONTEXTS_MAX) {
        fail("max_active_conversations");
        return;
      }
      context = new Context();
      contexts.put(id, context);
    }
    if (context.closing) {
      bench.complain("text for a context that is closing");
      return;
    }
    boolean first = !context.initialised;
    context.initialised = true;
    boolean given = settings.isObject();
    if ((first && !given && !text.isEmpty())
        || (!first && given && !settings.equals(context.settings))) {
      bench.complain("voice_settings belong into the first message, and only there");
      fail("invalid_input_message");
      return;
    }
    if (first) {
      context.settings = settings;
    }
    take(id, context, text, message.path("flush").asBoolean(false));
  }

  private void take(String id, Context context, String text, boolean flush) {
    if (!text.isBlank()) {
      if (!text.endsWith(" ")) {
        bench.complain("a text should end with a blank");
      }
      context.pending.add(text);
    }
    int waiting = context.pending.stream().mapToInt(String::length).sum();
    if (query.autoMode() || waiting >= SCHEDULE_CHARS) {
      generate(id, context);
    }
    if (flush) {
      flush(id);
    }
  }

  private void flush(String id) {
    Context context = contexts.get(id);
    if (context == null) {
      bench.complain("a flush for a context that is not");
      return;
    }
    generate(id, context);
    later(
        bench.pace().speech(),
        () -> send(Json.object().put("type", "flush_done").put("context_id", id)));
  }

  private void closeContext(String id) {
    Context context = contexts.get(id);
    if (context == null || context.closing) {
      return;
    }
    context.closing = true;
    context.pending.clear();
    later(
        bench.pace().speech().plus(bench.pace().ended()),
        () -> {
          contexts.remove(id, context);
          ObjectNode last = Json.object().put(either("isFinal", "is_final"), true);
          send(last.put(either("contextId", "context_id"), id));
        });
  }

  private void generate(String id, Context context) {
    String text = String.join("", context.pending);
    context.pending.clear();
    if (text.isBlank()) {
      return;
    }
    bench.said(new SpokenSentence(voice, id, query.language(), text.strip()));
    long asked = System.nanoTime();
    int stamp = bench.stamp();
    later(
        bench.pace().speech(),
        () -> {
          List<ToyPieces.Piece> pieces = ToyPieces.of(text, stamp);
          bench.watch().spoke(stamp, asked, System.nanoTime());
          for (ToyPieces.Piece piece : pieces) {
            ObjectNode message = Json.object().put("audio", piece.base64());
            message.put(either("contextId", "context_id"), id);
            if (bench.either()) {
              message.putNull("isFinal");
            }
            if (query.alignment()) {
              ObjectNode alignment = piece.millis(either("charsDurationsMs", "charDurationsMs"));
              message.set("alignment", alignment);
              message.set("normalizedAlignment", alignment);
            }
            send(message);
          }
        });
  }

  /// The vendor's clock: nobody said anything for too long.
  private void watch() {
    Duration patience = bench.pace().inactivity().orElse(query.inactivity());
    bench.later(
        patience.dividedBy(4),
        () -> {
          synchronized (this) {
            if (isOver()) {
              return;
            }
            if (System.nanoTime() - heardAt > patience.toNanos()) {
              fail("input_timeout_exceeded");
            } else {
              watch();
            }
          }
        });
  }

  @Override
  void fail(String error) {
    String message = "Simulated: " + error + ".";
    send(Json.object().put("message", message).put("error", error).put("code", 1008));
    close(1008, message);
  }

  private String either(String one, String other) {
    return bench.either() ? one : other;
  }
}
