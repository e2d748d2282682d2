package dev.parley.config.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.AgentDefinitionReader.Read;
import dev.parley.config.binding.ChannelBinding;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Sealer;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AgentStorePostgresTest {
  private final AgentStore agents = new AgentStore();
  private final ChannelStore channels =
      new ChannelStore(new Sealer(Secret.of("the-master-key-of-this-test")));
  private TestDatabase test;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private <T> T tx(Function<DSLContext, T> work) {
    return test.database().inTenant(TenantId.DEFAULT, work);
  }

  private boolean yes(Function<DSLContext, Boolean> work) {
    return tx(work);
  }

  private <T> Optional<T> maybe(Function<DSLContext, Optional<T>> work) {
    return tx(work);
  }

  private <T> List<T> all(Function<DSLContext, List<T>> work) {
    return tx(work);
  }

  private static ObjectNode definition(String name) {
    String text =
        """
        agent: demo
        name: %s
        business: B
        languages: [en]
        disclosure: Hi.
        questions:
          - { id: kind, type: choice, ask: Which?, options: { zebra: [z], ant: [a], bee: [b] } }
        """
            .formatted(name);
    return ((Read) new AgentDefinitionReader().read(text, Format.YAML)).tree();
  }

  private AgentDraft create(String name) {
    return tx(tx -> agents.create(tx, TenantId.DEFAULT, "demo", definition(name))).orElseThrow();
  }

  private int publish() {
    return tx(tx -> agents.publish(tx, TenantId.DEFAULT, agents.lock(tx, "demo").orElseThrow()));
  }

  @Test
  void readsBackExactlyWhatWasWritten() {
    AgentDraft created = create("A");

    AgentDraft found = tx(tx -> agents.find(tx, "demo")).orElseThrow();

    assertThat(found).isEqualTo(created);
    assertThat(found.definition().toString()).isEqualTo(definition("A").toString());
    assertThat(found.definition().at("/questions/0/options").fieldNames())
        .toIterable()
        .containsExactly("zebra", "ant", "bee");
  }

  @Test
  void aSecondAgentOfTheSameNameIsRefused() {
    create("A");

    assertThat(maybe(tx -> agents.create(tx, TenantId.DEFAULT, "demo", definition("B")))).isEmpty();
  }

  @Test
  void everyWriteGrowsTheRevision() {
    long first = create("A").revision();

    AgentDraft second = tx(tx -> agents.replace(tx, "demo", definition("B")));

    assertThat(second.revision()).isEqualTo(first + 1);
    assertThat(second.definition().get("name").asText()).isEqualTo("B");
  }

  @Test
  void publishedVersionsStayAndCanBeGoneBackTo() {
    create("A");
    assertThat(publish()).isEqualTo(1);
    tx(tx -> agents.replace(tx, "demo", definition("B")));
    assertThat(publish()).isEqualTo(2);

    assertThat(yes(tx -> agents.rollBack(tx, "demo", 1))).isTrue();
    assertThat(yes(tx -> agents.rollBack(tx, "demo", 7))).isFalse();

    AgentDraft draft = tx(tx -> agents.find(tx, "demo")).orElseThrow();
    assertThat(draft.published()).contains(1);
    assertThat(draft.definition().get("name").asText()).isEqualTo("B");
    assertThat(all(tx -> agents.versions(tx, "demo", 0, 10)))
        .extracting(AgentStore.StoredVersion::version)
        .containsExactly(1, 2);
  }

  @Test
  void aDeletedAgentComesBackUnpublishedWithItsOldVersionsBehindIt() {
    long revision = create("A").revision();
    publish();
    tx(
        tx -> {
          agents.delete(tx, "demo");
          return true;
        });
    assertThat(maybe(tx -> agents.find(tx, "demo"))).isEmpty();

    AgentDraft again = create("C");

    assertThat(again.published()).isEmpty();
    assertThat(again.revision()).isGreaterThan(revision);
    assertThat(publish()).isEqualTo(2);
    assertThat(
            maybe(tx -> agents.version(tx, "demo", 1))
                .orElseThrow()
                .definition()
                .get("name")
                .asText())
        .isEqualTo("A");
  }

  @Test
  void anAgentIsInUseWhileAChannelLeadsToIt() {
    create("A");
    ChannelBinding channel =
        tx(tx -> channels.addWeb(tx, TenantId.DEFAULT, "demo", List.of("https://a.example")));
    assertThat(yes(tx -> agents.inUse(tx, "demo"))).isTrue();
    assertThat(maybe(tx -> channels.find(tx, channel.id()))).contains(channel);
    assertThat(channel.origins()).containsExactly("https://a.example");

    assertThat(yes(tx -> channels.delete(tx, channel.id()))).isTrue();

    assertThat(yes(tx -> channels.delete(tx, channel.id()))).isFalse();
    assertThat(yes(tx -> agents.inUse(tx, "demo"))).isFalse();
    assertThat(all(tx -> channels.list(tx, Optional.empty(), 10))).isEmpty();
  }

  @Test
  void publishedAgentsAreReadOnceAndKept() {
    create("A");
    publish();
    PublishedAgents published =
        new PublishedAgents(test.database(), agents, new AgentDefinitionReader());

    var first = published.find(TenantId.DEFAULT, "demo", 1).orElseThrow();

    assertThat(first.definition().name()).isEqualTo("A");
    assertThat(published.find(TenantId.DEFAULT, "demo", 1).orElseThrow()).isSameAs(first);
    assertThat(published.find(TenantId.DEFAULT, "demo", 2)).isEmpty();
  }
}
