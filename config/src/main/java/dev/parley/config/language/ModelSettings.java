package dev.parley.config.language;

import dev.parley.config.language.ModelRequest.Pace;
import dev.parley.config.settings.Secret;
import dev.parley.config.settings.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Which language models there are and what they may take. Immutable; prints no key.
///
/// @param providers in failover order; none: the built-in understanding alone
/// @param turn while a contact waits
/// @param background for extraction
/// @param retryWaitMaxMillis the longest wait before a retry, the provider's own wish included
/// @param coolAfterFailures failures in a row after which a provider is left alone
/// @param coolMillis for how long it is then left alone
/// @param temperature sent only when given: some models refuse it
/// @param callsMax calls under way at once; one more is answered `BUSY`
/// @param replyBytesMax of one answer on the wire
public record ModelSettings(
    List<ConfiguredModel> providers,
    Budget turn,
    Budget background,
    long retryWaitMaxMillis,
    int coolAfterFailures,
    long coolMillis,
    OptionalDouble temperature,
    int callsMax,
    int replyBytesMax) {
  public static final Budget TURN_DEFAULT = new Budget(6_000, 4_000, 15_000, 1_200);
  public static final Budget BACKGROUND_DEFAULT = new Budget(30_000, 20_000, 90_000, 4_000);

  public ModelSettings {
    providers = List.copyOf(providers);
    positive("the longest wait before a retry", retryWaitMaxMillis);
    positive("the failures before a provider is left alone", coolAfterFailures);
    positive("the time a provider is left alone", coolMillis);
    positive("the calls at once", callsMax);
    positive("the size of an answer", replyBytesMax);
  }

  /// Those providers and the defaults for all else.
  public static ModelSettings of(List<ConfiguredModel> providers) {
    return new ModelSettings(
        providers,
        TURN_DEFAULT,
        BACKGROUND_DEFAULT,
        3_000,
        3,
        30_000,
        OptionalDouble.empty(),
        256,
        1 << 20);
  }

  /// Reads `PARLEY_MODEL`, all that begins with `PARLEY_MODEL_`, and the vendors' keys and
  /// addresses; an absent one has its default.
  public static ModelSettings read(Settings settings) {
    return new ModelSettingsReader(settings).read();
  }

  /// Whether there is no language model.
  public boolean builtIn() {
    return providers.isEmpty();
  }

  Budget budget(Pace pace) {
    return switch (pace) {
      case TURN -> turn;
      case BACKGROUND -> background;
    };
  }

  /// @param firstTextMillis until the first text of an answer
  /// @param stallMillis between two pieces of text
  /// @param totalMillis of a call, retries and further providers included
  /// @param outputTokensMax of one answer
  public record Budget(
      long firstTextMillis, long stallMillis, long totalMillis, int outputTokensMax) {
    public Budget {
      positive("the time to the first text", firstTextMillis);
      positive("the time between two texts", stallMillis);
      positive("the time of a call", totalMillis);
      positive("the tokens of an answer", outputTokensMax);
    }
  }

  /// One model at one provider.
  ///
  /// @param model as the provider names it
  /// @param key absent for servers that want none
  /// @param baseUrl up to and including `/v1`
  /// @param json how the shape of the answer is asked for
  /// @param images whether it may be shown pictures
  public record ConfiguredModel(
      Vendor vendor,
      String model,
      Optional<Secret> key,
      URI baseUrl,
      JsonMode json,
      Optional<Price> price,
      boolean images) {
    /// With pictures where its vendor is known to take them.
    public ConfiguredModel(
        Vendor vendor,
        String model,
        Optional<Secret> key,
        URI baseUrl,
        JsonMode json,
        Optional<Price> price) {
      this(vendor, model, key, baseUrl, json, price, seesByItself(vendor, baseUrl));
    }

    /// Every model of Anthropic sees, and those of OpenAI itself; of others nobody knows.
    static boolean seesByItself(Vendor vendor, URI baseUrl) {
      return vendor == Vendor.ANTHROPIC || "api.openai.com".equals(baseUrl.getHost());
    }

    public ConfiguredModel {
      if (model.isBlank()) {
        throw new IllegalArgumentException("a model needs a name");
      }
    }

    /// As it is written in settings, e.g. `anthropic:claude-haiku`.
    public String name() {
      return vendor.wireName() + ":" + model;
    }
  }

  /// Whose wire format a provider speaks.
  public enum Vendor {
    ANTHROPIC,
    /// OpenAI and every compatible server.
    OPENAI;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How the shape of the answer is asked for.
  public enum JsonMode {
    /// `SCHEMA`, and the next of the list whenever a provider rejects the one before.
    AUTO,
    /// A JSON schema the provider holds the model to.
    SCHEMA,
    /// One tool the model is made to call.
    TOOL,
    /// The shape in the prompt alone.
    TEXT;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Prices of a million tokens, which is the same number as millionths for one token.
  public record Price(
      BigDecimal input, BigDecimal output, BigDecimal cached, BigDecimal cacheWritten) {
    long costMicros(ModelAttempt.Tokens tokens) {
      int fresh = Math.max(0, tokens.input() - tokens.cached() - tokens.cacheWritten());
      return input
          .multiply(BigDecimal.valueOf(fresh))
          .add(cached.multiply(BigDecimal.valueOf(tokens.cached())))
          .add(cacheWritten.multiply(BigDecimal.valueOf(tokens.cacheWritten())))
          .add(output.multiply(BigDecimal.valueOf(tokens.output())))
          .setScale(0, RoundingMode.HALF_UP)
          .longValueExact();
    }
  }

  private static void positive(String what, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be more than 0, not " + value);
    }
  }
}
