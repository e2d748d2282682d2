package dev.parley.runtime.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewWordsTest {
  private static final ConversationId ID = new ConversationId(TenantId.DEFAULT, UUID.randomUUID());

  @Test
  void everythingNotAskedAboutIsNew() {
    assertThat(NewWords.of(List.of(), List.of("Hi", "I am Ann"))).isEqualTo("Hi\nI am Ann");
    assertThat(NewWords.of(List.of(taken(1, "Hi")), List.of("Hi", "I am Ann")))
        .isEqualTo("I am Ann");
  }

  @Test
  void wordsThatGrewCountFromWhereTheyGrew() {
    List<HostedRows.Taken> taken = List.of(taken(1, "I pay"), taken(1, "about"));

    assertThat(NewWords.of(taken, List.of("I pay about 120 euros"))).isEqualTo("120 euros");
  }

  @Test
  void wordsThatChangedCountWhole() {
    assertThat(NewWords.of(List.of(taken(1, "I pay 20")), List.of("I pay 120")))
        .isEqualTo("I pay 120");
  }

  @Test
  void aShortenedHistoryBringsItsLastWords() {
    List<HostedRows.Taken> taken = List.of(taken(1, "Hi"), taken(2, "I am Ann"));

    assertThat(NewWords.of(taken, List.of("Four"))).isEqualTo("Four");
  }

  @Test
  void whatWasHeardIsTheBeginningAsItWasWritten() {
    String said = "Got it.  Would you like a battery quote too?";

    assertThat(Heard.cut(said, "Got it. Would you like...")).contains("Got it.  Would you like");
    assertThat(Heard.cut(said, "Got it")).contains("Got it");
    assertThat(Heard.cut(said, "Got it. Would you like a battery quote too?")).isEmpty();
    assertThat(Heard.cut(said, "Something else")).isEmpty();
    assertThat(Heard.cut(said, "Got it. Wou")).isEmpty();
    assertThat(Heard.cut(said, "")).isEmpty();
  }

  private static HostedRows.Taken taken(int place, String text) {
    return new HostedRows.Taken(HostedMessageId.of(ID, place, text), text);
  }
}
