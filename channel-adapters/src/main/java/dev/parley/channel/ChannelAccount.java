package dev.parley.channel;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// A channel's account with its vendor. The names under which the vendor's package finds settings
/// and credentials are listed there.
///
/// @param address the channel's own, as bindings write it: E.164
/// @param settings what may be read back, by `snake_case` name
/// @param credentials write-only, by name; they print as stars
public record ChannelAccount(
    ChannelType channel,
    String address,
    Map<String, String> settings,
    Map<String, Secret> credentials) {
  public ChannelAccount {
    settings = Map.copyOf(settings);
    credentials = Map.copyOf(credentials);
  }

  /// What an account may say about its own throughput.
  public static final String MESSAGES_PER_SECOND = "messages_per_second";

  static final Pattern RATES = Pattern.compile("[1-9]\\d{0,3}");

  /// How many messages its vendor takes of it in a second, where it says so.
  public OptionalInt messagesPerSecond() {
    return setting(MESSAGES_PER_SECOND)
        .filter(text -> RATES.matcher(text).matches())
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  /// A setting that is there and not blank.
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
  }

  /// A credential that is there and not blank.
  public Optional<Secret> credential(String name) {
    return Optional.ofNullable(credentials.get(name)).filter(value -> !value.reveal().isBlank());
  }
}
