package dev.parley.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// A browser of the class, a server of the test, and words for what both do.
abstract class BrowserTest {
  static Browsers browsers;
  final FakeRuntime runtime = new FakeRuntime();
  final List<String> errors = new CopyOnWriteArrayList<>();
  ChatServer server;

  @BeforeAll
  static void startBrowser() {
    browsers = Browsers.start();
    // A reconnect waits its turn, and a busy machine takes its time.
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
  }

  @AfterAll
  static void stopBrowser() {
    if (browsers != null) {
      browsers.close();
    }
  }

  @BeforeEach
  void startServer() {
    server = new ChatServer(runtime);
    runtime.onMessage = (talk, text) -> talk.says("You said: " + text);
  }

  @AfterEach
  void stopServer() {
    server.close();
    assertThat(errors).isEmpty();
  }

  static Browser.NewContextOptions desktop() {
    return new Browser.NewContextOptions()
        .setViewportSize(1_000, 760)
        .setLocale("en-US")
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  static Browser.NewContextOptions phone() {
    return desktop().setViewportSize(320, 568);
  }

  Page chatPage(Browser.NewContextOptions options) {
    Page page = browsers.page(errors, options);
    page.navigate(server.url() + "/chat/open");
    assertThat(input(page)).isVisible();
    return page;
  }

  Page embedded(Browser.NewContextOptions options, String attributes) {
    Page page = browsers.page(errors, options);
    page.navigate(hostPage(server, "/widget.js", "data-widget-key=\"open\" " + attributes));
    return page;
  }

  static String hostPage(ChatServer at, String script, String attributes) {
    return at.url()
        + "/host?script="
        + URLEncoder.encode(script, StandardCharsets.UTF_8)
        + "&attributes="
        + URLEncoder.encode(attributes, StandardCharsets.UTF_8);
  }

  static Locator input(Page page) {
    return page.getByRole(AriaRole.TEXTBOX);
  }

  static Locator texts(Page page) {
    return page.locator(".m .text");
  }

  static Locator launcher(Page page) {
    return page.locator(".launch");
  }

  static void say(Page page, String text) {
    input(page).fill(text);
    page.keyboard().press("Enter");
  }

  static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
