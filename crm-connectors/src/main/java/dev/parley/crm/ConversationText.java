package dev.parley.crm;

import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A conversation as plain text, in as many parts as the other system's limit makes of it. Parts of
/// one lead have titles of their own, so that whoever tries again sees which are there. Pure.
public final class ConversationText {
  /// @param title the same in every attempt
  public record Part(String title, String text) {}

  private ConversationText() {}

  /// None cut inside a turn that fits by itself, and no character torn apart.
  ///
  /// @param charactersMax of one part's text, in UTF-16 units
  public static List<Part> parts(
      LeadView lead, Optional<Transcript> transcript, int charactersMax) {
    List<StringBuilder> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder(charactersMax > 4096 ? 4096 : charactersMax);
    text.append(cut(summary(lead, transcript), charactersMax));
    texts.add(text);
    for (Turn turn : transcript.map(Transcript::turns).orElse(List.of())) {
      String who = turn.from().wireName() + ": ";
      for (String piece : pieces(turn.text(), charactersMax - who.length() - 1)) {
        if (text.length() + who.length() + piece.length() + 1 > charactersMax) {
          text = new StringBuilder();
          texts.add(text);
        }
        text.append(who).append(piece).append('\n');
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      parts.add(
          new Part(title(lead, (i + 1) + "/" + texts.size()), texts.get(i).toString().strip()));
    }
    return parts;
  }

  /// What a person decided on the lead, where that is what the delivery tells of: later changes of
  /// the lead carry the decision too, and tell of it no second time.
  ///
  /// @param delivery names the decision: one may follow another
  public static Optional<Part> decision(LeadView lead, DeliveryRequest delivery, int max) {
    return lead.decision()
        .filter(_ -> delivery.event().equals(LeadEvent.DECIDED.wireName()))
        .map(text -> new Part(title(lead, "decision " + delivery.id()), cut(text, max)));
  }

  /// Begins every title of this lead's parts.
  public static String mark(LeadView lead) {
    return "Parley lead " + lead.text("id");
  }

  /// As the carrier counted the call, else from the first word to the last; zero where there are
  /// fewer than two turns.
  public static Duration length(LeadView lead, Optional<Transcript> transcript) {
    List<Turn> turns = transcript.map(Transcript::turns).orElse(List.of());
    return lead.callLength()
        .orElseGet(
            () ->
                turns.size() < 2
                    ? Duration.ZERO
                    : Duration.between(turns.getFirst().at(), turns.getLast().at()));
  }

  /// When the conversation began.
  public static Instant start(LeadView lead, Optional<Transcript> transcript) {
    return lead.startedAt()
        .or(
            () ->
                transcript
                    .map(Transcript::turns)
                    .filter(turns -> !turns.isEmpty())
                    .map(turns -> turns.getFirst().at()))
        .orElseGet(lead::createdAt);
  }

  private static String title(LeadView lead, String part) {
    return mark(lead) + " " + part;
  }

  private static String summary(LeadView lead, Optional<Transcript> transcript) {
    return "%s, %s: %s, score %s\n"
            .formatted(
                lead.text("agent"),
                lead.text("channel"),
                lead.text("disposition"),
                lead.text("score"))
        + TelephoneCall.of(lead, transcript).map(call -> call.text() + "\n").orElse("");
  }

  private static List<String> pieces(String text, int max) {
    List<String> pieces = new ArrayList<>();
    String rest = text;
    while (rest.length() > max) {
      String piece = cut(rest, max);
      pieces.add(piece);
      rest = rest.substring(piece.length());
    }
    pieces.add(rest);
    return pieces;
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }
}
