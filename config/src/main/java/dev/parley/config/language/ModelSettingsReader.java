package dev.parley.config.language;

import dev.parley.config.language.ModelSettings.Budget;
import dev.parley.config.language.ModelSettings.ConfiguredModel;
import dev.parley.config.language.ModelSettings.JsonMode;
import dev.parley.config.language.ModelSettings.Price;
import dev.parley.config.language.ModelSettings.Vendor;
import dev.parley.config.settings.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Settings by their environment names -> records. No message repeats a key.
final class ModelSettingsReader {
  private static final String OPENAI_URL = "https://api.openai.com/v1";
  private static final String ANTHROPIC_URL = "https://api.anthropic.com/v1";
  private static final int PROVIDERS_MAX = 8;

  private final Function<String, Optional<String>> settings;

  ModelSettingsReader(Function<String, Optional<String>> settings) {
    this.settings =
        name -> settings.apply(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  ModelSettings read() {
    ModelSettings defaults = ModelSettings.of(providers());
    return new ModelSettings(
        defaults.providers(),
        budget("PARLEY_MODEL_", "PARLEY_MODEL_TURN_MILLIS", defaults.turn()),
        budget("PARLEY_MODEL_BACKGROUND_", "PARLEY_MODEL_BACKGROUND_MILLIS", defaults.background()),
        number("PARLEY_MODEL_RETRY_WAIT_MILLIS", defaults.retryWaitMaxMillis()),
        (int) number("PARLEY_MODEL_COOL_AFTER", defaults.coolAfterFailures()),
        number("PARLEY_MODEL_COOL_MILLIS", defaults.coolMillis()),
        temperature(),
        (int) number("PARLEY_MODEL_CALLS", defaults.callsMax()),
        (int) number("PARLEY_MODEL_REPLY_BYTES", defaults.replyBytesMax()));
  }

  private Budget budget(String prefix, String total, Budget defaults) {
    return new Budget(
        number(prefix + "FIRST_TEXT_MILLIS", defaults.firstTextMillis()),
        number(prefix + "STALL_MILLIS", defaults.stallMillis()),
        number(total, defaults.totalMillis()),
        (int) number(prefix + "OUTPUT_TOKENS", defaults.outputTokensMax()));
  }

  private List<ConfiguredModel> providers() {
    String models = settings.apply("PARLEY_MODEL").orElse("builtin");
    if (models.equalsIgnoreCase("builtin")) {
      return List.of();
    }
    Map<String, Price> prices = prices();
    JsonMode json = jsonMode();
    List<ConfiguredModel> providers = new ArrayList<>();
    for (String entry : models.split(",")) {
      // `builtin` at the end of a list says what happens anyway.
      if (!entry.isBlank() && !entry.strip().equalsIgnoreCase("builtin")) {
        providers.add(provider(entry.strip(), json, prices));
      }
    }
    if (providers.size() > PROVIDERS_MAX) {
      throw wrong("PARLEY_MODEL", "names more than " + PROVIDERS_MAX + " models");
    }
    return providers;
  }

  // vendor:model, or vendor:model@https://server/v1
  private ConfiguredModel provider(String entry, JsonMode json, Map<String, Price> prices) {
    int colon = entry.indexOf(':');
    Vendor vendor =
        Arrays.stream(Vendor.values())
            .filter(each -> colon > 0 && each.wireName().equals(entry.substring(0, colon)))
            .findFirst()
            .orElseThrow(
                () ->
                    wrong(
                        "PARLEY_MODEL",
                        "takes anthropic:<model>, openai:<model> or builtin, separated by commas;"
                            + " not \""
                            + entry
                            + "\""));
    String rest = entry.substring(colon + 1);
    int at = Math.max(rest.indexOf("@http://"), rest.indexOf("@https://"));
    String model = at < 0 ? rest : rest.substring(0, at);
    if (model.isBlank()) {
      throw wrong("PARLEY_MODEL", "names no model in \"" + entry + "\"");
    }
    Optional<Price> price =
        Optional.ofNullable(prices.get(vendor.wireName() + ":" + model))
            .or(() -> Optional.ofNullable(prices.get(model)));
    if (at >= 0) {
      // A key is meant for one server; it is not handed to another one named here.
      URI url = url("PARLEY_MODEL", vendor, rest.substring(at + 1));
      return new ConfiguredModel(vendor, model, Optional.empty(), url, json, price);
    }
    return switch (vendor) {
      case ANTHROPIC -> atVendor(vendor, model, "ANTHROPIC", ANTHROPIC_URL, json, price);
      case OPENAI -> atVendor(vendor, model, "OPENAI", OPENAI_URL, json, price);
    };
  }

  private ConfiguredModel atVendor(
      Vendor vendor,
      String model,
      String prefix,
      String defaultUrl,
      JsonMode json,
      Optional<Price> price) {
    Optional<String> ownUrl = settings.apply(prefix + "_BASE_URL");
    Optional<Secret> key = settings.apply(prefix + "_API_KEY").map(Secret::of);
    if (key.isEmpty() && ownUrl.isEmpty()) {
      throw wrong(
          prefix + "_API_KEY",
          "is needed, because PARLEY_MODEL names " + vendor.wireName() + ":" + model);
    }
    URI url = url(prefix + "_BASE_URL", vendor, ownUrl.orElse(defaultUrl));
    return new ConfiguredModel(vendor, model, key, url, json, price);
  }

  private static URI url(String setting, Vendor vendor, String text) {
    URI url;
    try {
      url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException e) {
      throw wrong(setting, "is no address");
    }
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getUserInfo() != null) {
      throw wrong(setting, "takes an http or https address without a user name");
    }
    // Anthropic's own tools take the address without the version.
    boolean bare = vendor == Vendor.ANTHROPIC && !url.getPath().endsWith("/v1");
    return bare ? URI.create(url + "/v1") : url;
  }

  private JsonMode jsonMode() {
    String mode = settings.apply("PARLEY_MODEL_JSON").orElse("auto").toLowerCase(Locale.ROOT);
    return Arrays.stream(JsonMode.values())
        .filter(each -> each.wireName().equals(mode))
        .findFirst()
        .orElseThrow(() -> wrong("PARLEY_MODEL_JSON", "takes auto, schema, tool or text"));
  }

  // model=input/output[/cached[/cache-written]], separated by commas
  private Map<String, Price> prices() {
    Map<String, Price> prices = new HashMap<>();
    for (String entry : settings.apply("PARLEY_MODEL_PRICES").orElse("").split(",")) {
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

  private static IllegalArgumentException badPrices() {
    return wrong(
        "PARLEY_MODEL_PRICES",
        "takes model=input/output[/cached[/cache-written]] per million tokens,"
            + " separated by commas");
  }

  private OptionalDouble temperature() {
    Optional<String> text = settings.apply("PARLEY_MODEL_TEMPERATURE");
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double temperature = Double.parseDouble(text.get());
      if (temperature >= 0 && temperature <= 2) {
        return OptionalDouble.of(temperature);
      }
    } catch (NumberFormatException e) {
      throw wrong("PARLEY_MODEL_TEMPERATURE", "takes a number from 0 to 2");
    }
    throw wrong("PARLEY_MODEL_TEMPERATURE", "takes a number from 0 to 2");
  }

  private long number(String name, long otherwise) {
    Optional<String> text = settings.apply(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, "takes a whole number from 1 to 2147483647");
    }
    throw wrong(name, "takes a whole number from 1 to 2147483647");
  }

  private static IllegalArgumentException wrong(String setting, String what) {
    return new IllegalArgumentException(setting + " " + what + ".");
  }
}
