package dev.parley.channel.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The system's own Chromium, driven by Playwright. One per test class.
public final class Browsers implements AutoCloseable {
  private final Playwright playwright;
  private final Browser browser;

  private Browsers(Path chromium, List<String> more) {
    var quiet =
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    playwright = Playwright.create(quiet);
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        Stream.concat(
                                Stream.of("--no-sandbox", "--disable-dev-shm-usage"), more.stream())
                            .toList()));
  }

  /// Skips the test class where there is no Chromium.
  ///
  /// @param arguments more of them, for Chromium
  public static Browsers start(String... arguments) {
    Optional<Path> chromium = chromium();
    assumeTrue(
        chromium.isPresent(),
        "no Chromium on the PATH: the browser tests are skipped (Debian: apt-get install"
            + " chromium)");
    return new Browsers(chromium.get(), List.of(arguments));
  }

  /// A page in a browser profile of its own that fails loudly on script errors.
  public Page page(List<String> errors, Browser.NewContextOptions options) {
    Page page = browser.newContext(options).newPage();
    page.setDefaultTimeout(60_000);
    page.onPageError(errors::add);
    return page;
  }

  @Override
  public void close() {
    playwright.close();
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
