package dev.parley.runtime.hosted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.channel.hosted.HostedAccountRules;
import dev.parley.channel.hosted.HostedChannel;
import dev.parley.channel.hosted.HostedChannels;
import dev.parley.channel.hosted.HostedKey;
import dev.parley.config.binding.ServedChannel;
import dev.parley.config.binding.ServedChannels;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Database;
import dev.parley.config.store.StoreException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hosted agents' channels as they are stored. Thread-safe.
public final class StoredHostedChannels implements HostedChannels {
  private static final Logger LOG = LoggerFactory.getLogger(StoredHostedChannels.class);

  private final Database database;
  private final ServedChannels channels;

  public StoredHostedChannels(Database database, ServedChannels channels) {
    this.database = database;
    this.channels = channels;
  }

  @Override
  public Optional<HostedChannel> byKey(String key) {
    return HostedKey.channel(key)
        .flatMap(id -> read(tx -> channels.byId(tx, id)))
        .filter(channel -> isKeyOf(channel, key))
        .map(StoredHostedChannels::hosted);
  }

  @Override
  public Optional<HostedChannel> byAgent(String agentId) {
    return read(tx -> channels.byHostedAgent(tx, agentId)).map(StoredHostedChannels::hosted);
  }

  private Optional<ServedChannel> read(Function<DSLContext, Optional<ServedChannel>> query) {
    try {
      return database
          .acrossTenants(query)
          .filter(
              found ->
                  HostedAccountRules.AGENTS.equals(
                      found.config().settings().get(HostedAccountRules.CARRIER)));
    } catch (StoreException e) {
      if (e.code() != StoreException.Code.SEAL_BROKEN) {
        throw e;
      }
      LOG.error("A hosted agent's channel cannot be read; it serves nobody", e);
      return Optional.empty();
    }
  }

  private static boolean isKeyOf(ServedChannel channel, String presented) {
    Secret key = channel.config().credentials().get(HostedAccountRules.KEY);
    return key != null
        && MessageDigest.isEqual(key.reveal().getBytes(UTF_8), presented.getBytes(UTF_8));
  }

  private static HostedChannel hosted(ServedChannel channel) {
    List<Secret> secrets =
        Stream.of(HostedAccountRules.WEBHOOK_SECRET, HostedAccountRules.WEBHOOK_SECRET_PREVIOUS)
            .flatMap(name -> Optional.ofNullable(channel.config().credentials().get(name)).stream())
            .filter(secret -> !secret.reveal().isBlank())
            .toList();
    return new HostedChannel(
        channel.tenant(), channel.binding().id(), channel.binding().agent(), secrets);
  }
}
