package dev.parley.runtime.media;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.MediaFetcher;
import dev.parley.channel.MediaResult;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches one file with the account of its channel and writes down what became of it. No
/// transaction is open while a vendor sends. Blocks; thread-safe.
public final class MediaFetch {
  private static final Logger LOG = LoggerFactory.getLogger(MediaFetch.class);

  /// Doubled no more often than this, whatever the settings.
  private static final int DOUBLINGS_MAX = 12;

  private final MediaRows rows;
  private final MediaChunks chunks;
  private final MediaAccounts accounts;
  private final Map<ChannelType, MediaFetcher> fetchers;
  private final MediaSettings settings;
  private final Clock clock;

  /// @param fetchers the vendors' ways to files, by channel
  public MediaFetch(
      Database database,
      MediaAccounts accounts,
      Map<ChannelType, MediaFetcher> fetchers,
      MediaSettings settings,
      Clock clock) {
    this.rows = new MediaRows(database);
    this.chunks = new MediaChunks(database);
    this.accounts = accounts;
    this.fetchers = Map.copyOf(fetchers);
    this.settings = settings;
    this.clock = clock;
  }

  /// When to try again; empty when there is nothing left to do.
  Optional<Instant> fetch(MediaId media) {
    Optional<WaitingMedia> claimed = rows.claim(media);
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    WaitingMedia waiting = claimed.get();
    MediaResult result = fetch(waiting);
    Optional<Instant> again = settle(waiting, result);
    LOG.atInfo()
        .addKeyValue("media", media.id())
        .addKeyValue("attempt", waiting.attempt())
        .addKeyValue("result", code(result))
        .log(again.isPresent() ? "A file was not fetched; it is tried again" : "A file is settled");
    return again;
  }

  private MediaResult fetch(WaitingMedia waiting) {
    if (waiting.keptBytes() >= settings.bytesMax()) {
      return new MediaResult.Refused("conversation_full");
    }
    Optional<MediaFetcher> fetcher = Optional.ofNullable(fetchers.get(waiting.channel()));
    Optional<ChannelAccount> account = accounts.find(waiting.channel(), waiting.business());
    if (fetcher.isEmpty() || account.isEmpty()) {
      return new MediaResult.Refused("channel_gone");
    }
    return fetcher
        .get()
        .fetch(
            account.get(), waiting.attachment(), chunks.store(waiting.media(), waiting.attempt()));
  }

  private Optional<Instant> settle(WaitingMedia waiting, MediaResult result) {
    return switch (result) {
      case MediaResult.Kept kept -> {
        rows.keep(waiting, kept);
        yield Optional.empty();
      }
      case MediaResult.Refused(var reason) -> {
        rows.leave(waiting, MediaStatus.REFUSED, reason);
        yield Optional.empty();
      }
      case MediaResult.Retry(var after, var reason) -> retry(waiting, after, reason);
    };
  }

  private Optional<Instant> retry(WaitingMedia waiting, Duration after, String reason) {
    Instant at = clock.instant().plus(backoff(after, waiting.attempt()));
    if (at.isAfter(waiting.createdAt().plus(settings.giveUpAfter()))) {
      rows.leave(waiting, MediaStatus.FAILED, reason);
      return Optional.empty();
    }
    rows.leave(waiting, MediaStatus.WAITING, reason);
    return Optional.of(at);
  }

  /// What the vendor asked for, doubled with every further try.
  private Duration backoff(Duration after, int attempt) {
    Duration longer = after.multipliedBy(1L << Math.clamp(attempt - 1L, 0, DOUBLINGS_MAX));
    Duration most = settings.retryAfterMax();
    return longer.compareTo(most) < 0 ? longer : after.compareTo(most) < 0 ? most : after;
  }

  private static String code(MediaResult result) {
    return switch (result) {
      case MediaResult.Kept _ -> "kept";
      case MediaResult.Refused(var reason) -> reason;
      case MediaResult.Retry(var _, var reason) -> reason;
    };
  }
}
