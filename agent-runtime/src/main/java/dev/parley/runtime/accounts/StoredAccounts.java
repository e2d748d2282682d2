package dev.parley.runtime.accounts;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.ChannelAccounts;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.binding.ServedChannel;
import dev.parley.config.binding.ServedChannels;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Database;
import dev.parley.config.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The accounts of the stored channels, remembered for a moment: a channel that was made, changed
/// or deleted shows within `rememberFor`, on every node. Addresses nobody has are remembered as
/// well, up to `ABSENT_MAX` of each kind. An account whose credentials do not open is logged and
/// serves nobody. Thread-safe; a method may block for one query.
public final class StoredAccounts implements ChannelAccounts {
  private static final Logger LOG = LoggerFactory.getLogger(StoredAccounts.class);
  private static final int ABSENT_MAX = 10_000;
  private static final int TOKENS_MAX = 10_000;
  private static final String VERIFY_TOKEN = "verify_token";

  private final Database database;
  private final ServedChannels channels;
  private final Remembered<Key, BoundAccount> byAddress;
  private final Remembered<Key, BoundAccount> byVendorId;
  private final Remembered<ChannelType, VerifyTokens> tokens;

  private record Key(ChannelType channel, String id) {}

  public StoredAccounts(
      Database database, ServedChannels channels, Clock clock, Duration rememberFor) {
    this.database = database;
    this.channels = channels;
    this.byAddress = new Remembered<>(clock, rememberFor, ABSENT_MAX);
    this.byVendorId = new Remembered<>(clock, rememberFor, ABSENT_MAX);
    this.tokens = new Remembered<>(clock, rememberFor, ABSENT_MAX);
  }

  @Override
  public Optional<ChannelAccount> byAddress(ChannelType channel, String address) {
    return bound(channel, address).map(BoundAccount::account);
  }

  @Override
  public Optional<ChannelAccount> byVendorId(ChannelType channel, String vendorId) {
    return byVendorId
        .get(
            new Key(channel, vendorId),
            () -> read(tx -> channels.byVendorId(tx, channel, vendorId)))
        .map(BoundAccount::account);
  }

  /// Whom the account of an address serves.
  ///
  /// @param address the channel's own, in E.164
  public Optional<BoundAccount> bound(ChannelType channel, String address) {
    return byAddress.get(
        new Key(channel, address), () -> read(tx -> channels.byAddress(tx, channel, address)));
  }

  @Override
  public boolean knowsVerifyToken(ChannelType channel, String token) {
    return tokens(channel).knows(token);
  }

  /// One reader at a time: whoever asks has proved nothing yet.
  private synchronized VerifyTokens tokens(ChannelType channel) {
    return tokens.get(channel, () -> Optional.of(readTokens(channel))).orElseThrow();
  }

  private VerifyTokens readTokens(ChannelType channel) {
    List<Secret> read =
        database.acrossTenants(tx -> channels.credential(tx, channel, VERIFY_TOKEN, TOKENS_MAX));
    return new VerifyTokens(read);
  }

  private Optional<BoundAccount> read(Function<DSLContext, Optional<ServedChannel>> query) {
    try {
      return database.acrossTenants(query).flatMap(StoredAccounts::bound);
    } catch (StoreException e) {
      if (e.code() != StoreException.Code.SEAL_BROKEN) {
        throw e;
      }
      LOG.error("A channel's account cannot be read; it serves nobody", e);
      return Optional.empty();
    }
  }

  private static Optional<BoundAccount> bound(ServedChannel channel) {
    return channel
        .binding()
        .address()
        .map(
            address ->
                new BoundAccount(
                    channel.tenant(),
                    channel.binding().id(),
                    channel.binding().agent(),
                    new ChannelAccount(
                        channel.binding().type(),
                        address,
                        channel.config().settings(),
                        channel.config().credentials())));
  }
}
