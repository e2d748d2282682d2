package dev.parley.runtime.process;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;

/// What the person who started the server needs to know, in plain words.
///
/// @param models providers in failover order; none: the built-in understanding alone
/// @param sandbox whether the message vendors are simulated here
/// @param channels agents of the first tenant that can be talked to on the web
public record Banner(
    URI url,
    ProcessSettings settings,
    boolean adminKeyCreated,
    List<String> models,
    List<WebChannel> channels,
    boolean sandbox) {
  public Banner {
    models = List.copyOf(models);
    channels = List.copyOf(channels);
  }

  /// An agent and where to chat with it.
  public record WebChannel(String agent, String business, String widgetKey) {}

  public void print(PrintStream out) {
    out.println();
    out.println("  Parley is ready at " + url);
    out.println();
    for (WebChannel channel : channels) {
      out.printf("  %-22s %s/chat/%s%n", channel.agent(), url, channel.widgetKey());
    }
    out.println();
    if (sandbox) {
      out.println("  A telephone to try     " + url + "/sandbox");
    }
    out.println("  API                    " + url + "/docs");
    out.println("  Admin key              " + adminKey());
    out.println("  Database               " + database());
    out.println("  Language model         " + model());
    out.println();
    out.flush();
  }

  private String adminKey() {
    String file = settings.data().resolve("admin.key").toString();
    return adminKeyCreated ? "created, in " + file : "as before (PARLEY_ADMIN_KEY or " + file + ")";
  }

  private String database() {
    return settings.databaseUrl().isPresent()
        ? "PARLEY_DATABASE_URL"
        : "embedded PostgreSQL in " + settings.data();
  }

  private String model() {
    return models.isEmpty()
        ? "none configured; the built-in understanding answers (set PARLEY_MODEL)"
        : String.join(", then ", models) + ", then the built-in understanding";
  }
}
