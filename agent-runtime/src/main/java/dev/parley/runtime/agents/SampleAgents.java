package dev.parley.runtime.agents;

import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.store.AgentDraft;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;

/// The agents a first start begins with, so that there is somebody to talk to.
public final class SampleAgents {
  /// Whom a visitor is led to first.
  public static final String FIRST = "solar-consult";

  private static final List<String> NAMES = List.of(FIRST, "lisbon-dental", "two-brothers-moving");

  private final Database database;
  private final AgentStore agents;
  private final ChannelStore channels;
  private final AgentDefinitionReader reader;

  public SampleAgents(
      Database database, AgentStore agents, ChannelStore channels, AgentDefinitionReader reader) {
    this.database = database;
    this.agents = agents;
    this.channels = channels;
    this.reader = reader;
  }

  /// Publishes them with a web channel each, all at once, unless the first tenant has or had agents
  /// of its own: what was deleted does not come back.
  public void publishIntoEmpty() {
    database.runInTenant(
        TenantId.DEFAULT,
        tx -> {
          boolean empty = tx.fetchCount(tx.selectOne().from("agents")) == 0;
          if (empty) {
            NAMES.forEach(name -> publish(tx, name));
          }
        });
  }

  private void publish(DSLContext tx, String name) {
    switch (reader.read(text(name), Format.YAML)) {
      case AgentDefinitionReader.Read(var _, var tree) -> {
        AgentDraft draft = agents.create(tx, TenantId.DEFAULT, name, tree).orElseThrow();
        int _ = agents.publish(tx, TenantId.DEFAULT, draft);
        var _ = channels.addWeb(tx, TenantId.DEFAULT, name, List.of());
      }
      case AgentDefinitionReader.Refused(var errors) ->
          throw new IllegalStateException("the sample agent " + name + " is not valid: " + errors);
    }
  }

  private static byte[] text(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            AgentDefinitionReader.class.getResourceAsStream("/samples/" + name + ".yaml"),
            "a sample agent is missing from this build")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
