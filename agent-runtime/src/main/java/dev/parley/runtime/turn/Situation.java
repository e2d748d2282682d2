package dev.parley.runtime.turn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Answer;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.understanding.UnderstandingRequest;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/// Where a conversation stands, as one JSON object: a text inside it cannot pose as anything
/// else, because it cannot leave its quotation marks. Immutable and thread-safe.
final class Situation {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  // Errs on the side of fewer turns: three characters a token holds for most scripts.
  private static final int CHARS_PER_TOKEN = 3;
  private static final int TURN_OVERHEAD_CHARS = 30;
  private static final int SAID_CHARS_MAX = 200;

  private final PromptLimits limits;

  Situation(PromptLimits limits) {
    this.limits = limits;
  }

  String describe(UnderstandingRequest request) {
    FlowState state = request.state();
    ZonedDateTime now = request.moment().now().atZone(request.definition().timeZone());
    ObjectNode node = JSON.objectNode();
    node.put("today", today(now)).put("time_zone", now.getZone().getId());
    node.put("language", state.language());
    node.set("known", known(request));
    node.set("open", open(request));
    node.set("open_if", openIf(request));
    ArrayNode old = toConfirm(request);
    if (!old.isEmpty()) {
      node.set("to_confirm", old);
    }
    state.open().ifPresent(asked -> node.put("just_asked", asked));
    node.set("earlier_turns", turns(request.transcript(), request.turn().seq()));
    node.put("contact_says", cut(request.turn().text(), limits.contactCharsMax()));
    return node.toString();
  }

  private static String today(ZonedDateTime now) {
    String weekday = now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).format(now)
        + ", "
        + weekday;
  }

  private static ArrayNode known(UnderstandingRequest request) {
    ArrayNode known = JSON.arrayNode();
    for (Question question : request.definition().questions()) {
      Answer answer = request.state().answer(question.id());
      if (answer.open() || !answer.applies()) {
        continue;
      }
      ObjectNode node = known.addObject();
      node.put("question", question.id()).put("status", answer.status().wireName());
      answer.value().ifPresent(value -> node.put("value", PlainValue.of(value)));
      answer.said().ifPresent(said -> node.put("said", cut(said, SAID_CHARS_MAX)));
    }
    return known;
  }

  private static ArrayNode open(UnderstandingRequest request) {
    ArrayNode open = JSON.arrayNode();
    request.definition().questions().stream()
        .filter(question -> request.state().answer(question.id()).open())
        .forEach(question -> open.add(question.id()));
    return open;
  }

  /// Open questions the contact answered long ago.
  private static ArrayNode toConfirm(UnderstandingRequest request) {
    ArrayNode old = JSON.arrayNode();
    for (Question question : request.definition().questions()) {
      Answer answer = request.state().answer(question.id());
      if (answer.open()) {
        answer
            .earlier()
            .ifPresent(
                value ->
                    old.addObject()
                        .put("question", question.id())
                        .put("value", PlainValue.of(value)));
      }
    }
    return old;
  }

  /// Questions whose condition does not hold yet, but may once this turn is understood.
  private static ArrayNode openIf(UnderstandingRequest request) {
    ArrayNode openIf = JSON.arrayNode();
    for (Question question : request.definition().questions()) {
      Answer answer = request.state().answer(question.id());
      Optional<String> condition = question.when().map(when -> when.source());
      if (!answer.applies() && answer.value().isEmpty() && condition.isPresent()) {
        openIf.addObject().put("question", question.id()).put("if", condition.get());
      }
    }
    return openIf;
  }

  private ArrayNode turns(Transcript transcript, int current) {
    long charsLeft = (long) limits.turnTokensMax() * CHARS_PER_TOKEN;
    Deque<Turn> shown = new ArrayDeque<>();
    for (Turn turn : transcript.turns().reversed()) {
      if (turn.seq() >= current) {
        continue;
      }
      charsLeft -= turn.text().length() + TURN_OVERHEAD_CHARS;
      if (charsLeft < 0) {
        break;
      }
      shown.addFirst(turn);
    }
    ArrayNode turns = JSON.arrayNode();
    for (Turn turn : shown) {
      String from = turn.from() == Speaker.AGENT ? "you" : turn.from().wireName();
      turns.addObject().put("from", from).put("text", turn.text());
    }
    return turns;
  }

  static String cut(String text, int charsMax) {
    if (text.length() <= charsMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
    return text.substring(0, end);
  }
}
