package dev.parley.config.language;

import dev.parley.config.language.ModelSettings.Budget;
import dev.parley.config.language.ModelSettings.ConfiguredModel;
import dev.parley.config.language.ModelSettings.JsonMode;
import dev.parley.config.language.ModelSettings.Price;
import dev.parley.config.language.ModelSettings.Vendor;
import dev.parley.config.settings.Secret;
import dev.parley.config.settings.Settings;
import dev.parley.config.settings.SettingsException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Settings by name -> records. No message repeats a key.
final class ModelSettingsReader {
  private static final String OPENAI_URL = "https://api.openai.com/v1";
  private static final String ANTHROPIC_URL = "https://api.anthropic.com/v1";
  private static final int PROVIDERS_MAX = 8;
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofHours(1);

  private final Settings settings;
  private final JsonMode json;
  private final Map<String, Price> prices;

  ModelSettingsReader(Settings settings) {
    this.settings = settings;
    this.json = jsonMode();
    this.prices = prices();
  }

  ModelSettings read() {
    ModelSettings defaults = ModelSettings.of(providers());
    return new ModelSettings(
        defaults.providers(),
        budget("PARLEY_MODEL_", defaults.turn()),
        budget("PARLEY_MODEL_BACKGROUND_", defaults.background()),
        millis("PARLEY_MODEL_RETRY_WAIT", defaults.retryWaitMaxMillis()),
        settings.whole("PARLEY_MODEL_COOL_AFTER", defaults.coolAfterFailures(), 1, 1_000),
        millis("PARLEY_MODEL_COOL", defaults.coolMillis()),
        temperature(),
        settings.whole("PARLEY_MODEL_CALLS", defaults.callsMax(), 1, 100_000),
        settings.whole("PARLEY_MODEL_REPLY_BYTES", defaults.replyBytesMax(), 1_024, 1 << 26));
  }

  private Budget budget(String prefix, Budget defaults) {
    return new Budget(
        millis(prefix + "FIRST_TEXT", defaults.firstTextMillis()),
        millis(prefix + "STALL", defaults.stallMillis()),
        millis(prefix + "TIMEOUT", defaults.totalMillis()),
        settings.whole(prefix + "OUTPUT_TOKENS", defaults.outputTokensMax(), 1, 1_000_000));
  }

  private long millis(String name, long otherwise) {
    return settings.duration(name, Duration.ofMillis(otherwise), MOMENT, LONG).toMillis();
  }

  private List<ConfiguredModel> providers() {
    List<ConfiguredModel> providers = new ArrayList<>();
    for (String entry : settings.text("PARLEY_MODEL", "builtin").split(",")) {
      // `builtin` at the end of a list says what happens anyway.
      if (!entry.isBlank() && !entry.strip().equalsIgnoreCase("builtin")) {
        providers.add(provider(entry.strip()));
      }
    }
    if (providers.size() > PROVIDERS_MAX) {
      throw new SettingsException("PARLEY_MODEL", "a list of at most " + PROVIDERS_MAX + " models");
    }
    return providers;
  }

  // vendor:model, or vendor:model@https://server/v1
  private ConfiguredModel provider(String entry) {
    int colon = entry.indexOf(':');
    Vendor vendor =
        Arrays.stream(Vendor.values())
            .filter(each -> colon > 0 && each.wireName().equals(entry.substring(0, colon)))
            .findFirst()
            .orElseThrow(ModelSettingsReader::noModel);
    String rest = entry.substring(colon + 1);
    int at = Math.max(rest.indexOf("@http://"), rest.indexOf("@https://"));
    String model = at < 0 ? rest : rest.substring(0, at);
    if (model.isBlank()) {
      throw noModel();
    }
    Optional<Price> price =
        Optional.ofNullable(prices.get(vendor.wireName() + ":" + model))
            .or(() -> Optional.ofNullable(prices.get(model)));
    if (at >= 0) {
      // A key is meant for one server; it is not handed to another one named here.
      URI url = url("PARLEY_MODEL", vendor, rest.substring(at + 1));
      return new ConfiguredModel(
          vendor, model, Optional.empty(), url, json, price, images(vendor, url));
    }
    return switch (vendor) {
      case ANTHROPIC -> atVendor(vendor, model, "ANTHROPIC", ANTHROPIC_URL, price);
      case OPENAI -> atVendor(vendor, model, "OPENAI", OPENAI_URL, price);
    };
  }

  private ConfiguredModel atVendor(
      Vendor vendor, String model, String prefix, String defaultUrl, Optional<Price> price) {
    Optional<String> ownUrl = settings.text(prefix + "_BASE_URL");
    Optional<Secret> key = settings.secret(prefix + "_API_KEY");
    if (key.isEmpty() && ownUrl.isEmpty()) {
      throw new SettingsException(
          prefix + "_API_KEY", "set, because PARLEY_MODEL names " + vendor.wireName());
    }
    URI url = url(prefix + "_BASE_URL", vendor, ownUrl.orElse(defaultUrl));
    return new ConfiguredModel(vendor, model, key, url, json, price, images(vendor, url));
  }

  private static URI url(String setting, Vendor vendor, String text) {
    String expected = "an address that begins with http:// or https:// and holds no user name";
    URI url;
    try {
      url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(setting, expected);
    }
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getUserInfo() != null) {
      throw new SettingsException(setting, expected);
    }
    // Anthropic's own tools take the address without the version.
    boolean bare = vendor == Vendor.ANTHROPIC && !url.getPath().endsWith("/v1");
    return bare ? URI.create(url + "/v1") : url;
  }

  private boolean images(Vendor vendor, URI url) {
    return switch (settings.text("PARLEY_MODEL_IMAGES", "auto").toLowerCase(Locale.ROOT)) {
      case "auto" -> ConfiguredModel.seesByItself(vendor, url);
      case "on" -> true;
      case "off" -> false;
      default -> throw new SettingsException("PARLEY_MODEL_IMAGES", "auto, on or off");
    };
  }

  private JsonMode jsonMode() {
    String mode = settings.text("PARLEY_MODEL_JSON", "auto").toLowerCase(Locale.ROOT);
    return Arrays.stream(JsonMode.values())
        .filter(each -> each.wireName().equals(mode))
        .findFirst()
        .orElseThrow(
            () -> new SettingsException("PARLEY_MODEL_JSON", "auto, schema, tool or text"));
  }

  // model=input/output[/cached[/cache-written]], separated by commas
  private Map<String, Price> prices() {
    Map<String, Price> prices = new HashMap<>();
    for (String entry : settings.text("PARLEY_MODEL_PRICES", "").split(",")) {
      if (entry.isBlank()) {
        continue;
      }
      int equals = entry.lastIndexOf('=');
      String[] parts = entry.substring(equals + 1).split("/");
      if (equals < 1 || parts.length < 2 || parts.length > 4) {
        throw badPrices();
      }
      BigDecimal input = amount(parts[0]);
      BigDecimal cached = parts.length > 2 ? amount(parts[2]) : input;
      BigDecimal written = parts.length > 3 ? amount(parts[3]) : input;
      prices.put(
          entry.substring(0, equals).strip(), new Price(input, amount(parts[1]), cached, written));
    }
    return prices;
  }

  private static BigDecimal amount(String text) {
    try {
      BigDecimal amount = new BigDecimal(text.strip());
      if (amount.signum() >= 0 && amount.compareTo(BigDecimal.valueOf(1_000_000)) <= 0) {
        return amount;
      }
    } catch (NumberFormatException e) {
      throw badPrices();
    }
    throw badPrices();
  }

  private static SettingsException noModel() {
    return new SettingsException(
        "PARLEY_MODEL",
        "anthropic:<model>, openai:<model> or builtin, or several separated by commas");
  }

  private static SettingsException badPrices() {
    return new SettingsException(
        "PARLEY_MODEL_PRICES",
        "model=input/output[/cached[/cache-written]] per million tokens," + " separated by commas");
  }

  private OptionalDouble temperature() {
    Optional<String> text = settings.text("PARLEY_MODEL_TEMPERATURE");
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double temperature = Double.parseDouble(text.get());
      if (temperature >= 0 && temperature <= 2) {
        return OptionalDouble.of(temperature);
      }
    } catch (NumberFormatException e) {
      throw badTemperature();
    }
    throw badTemperature();
  }

  private static SettingsException badTemperature() {
    return new SettingsException("PARLEY_MODEL_TEMPERATURE", "a number from 0 to 2");
  }
}
