package dev.parley.runtime.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Settings;
import dev.parley.config.tenant.TenantId;
import dev.parley.lead.Disposition;
import dev.parley.lead.Lead;
import dev.parley.runtime.closing.LeadExtraction.Extracted;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import dev.parley.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

final class TranscriptExtractionTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void readsOnTheReadersThreads() {
    List<Thread> readers = new ArrayList<>();
    Executor noted =
        reading ->
            TranscriptReaders.open(Settings.load(Map.of(), Path.of("none")))
                .execute(
                    () -> {
                      readers.add(Thread.currentThread());
                      reading.run();
                    });

    Extracted extracted = new TranscriptExtraction(Optional.empty(), noted).extract(closed());

    assertThat(extracted.extractor()).isEqualTo("builtin");
    assertThat(extracted.fields().get("email").value())
        .contains(new Value.Email("ana@example.com"));
    assertThat(readers)
        .singleElement()
        .satisfies(reader -> assertThat(reader.isVirtual()).isFalse())
        .satisfies(reader -> assertThat(reader.getName()).startsWith("transcript-reader-"));
  }

  @Test
  void whatBreaksOnAReadersThreadLeavesTheConversationsOwnAnswers() {
    Executor broken =
        reading -> {
          throw new IllegalStateException("no thread");
        };

    Extracted extracted = new TranscriptExtraction(Optional.empty(), broken).extract(closed());

    assertThat(extracted.fields()).containsKey("email");
    assertThat(extracted.fields().get("email").value()).isEmpty();
  }

  private static ClosedConversation closed() {
    AgentDefinition agent =
        ((AgentDefinitionReader.Read)
                new AgentDefinitionReader()
                    .read(
                        """
                        {"agent": "solar", "name": "Ana", "business": "Sol", "languages": ["en"],
                         "disclosure": "I am an AI.",
                         "questions": [{"id": "email", "type": "email", "ask": "Your e-mail?"}]}
                        """,
                        AgentDefinitionReader.Format.JSON))
            .definition();
    UUID id = UUID.randomUUID();
    return new ClosedConversation(
        new ConversationId(TenantId.DEFAULT, id),
        agent,
        1,
        ChannelType.WEB,
        new Lead.LeadContact(id, List.of()),
        Disposition.ABANDONED,
        Optional.empty(),
        new FlowEngine(agent)
            .start(new Start(ChannelType.WEB, Optional.empty(), Optional.of("en")), new Moment(AT)),
        new Transcript(
            List.of(
                new Turn(1, Speaker.AGENT, "Your e-mail?", AT, "en"),
                new Turn(2, Speaker.CONTACT, "ana@example.com", AT, "en"))),
        Optional.empty(),
        AT);
  }
}
