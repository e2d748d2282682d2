package dev.parley.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Nobody can misuse it, and hostile surroundings do not break it.
class WidgetSafetyIT extends BrowserTest {
  @Test
  void markupFromEitherSideIsOnlyText() {
    String markup =
        "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>"
            + " <a href=\"javascript:window.hit=1\">x</a> javascript:window.hit=1";
    runtime.onMessage =
        (talk, text) -> talk.says(markup + " data:text/html,x https://ok.example/a?b=<i>");
    runtime.widgets.put(
        "open",
        new Widget("open", "<b>Ana</b>", "</title><script>window.hit=1</script>", "en", List.of()));
    Page page = chatPage(desktop());
    say(page, markup);
    assertThat(texts(page)).hasCount(3);
    assertThat(texts(page).nth(1)).hasText(markup);
    Locator links = page.locator(".text a");
    assertThat(links).hasCount(1);
    assertThat(links).hasAttribute("href", "https://ok.example/a?b=");
    assertThat(links).hasAttribute("rel", "noopener noreferrer nofollow");
    assertThat(page.locator(".text img, .text script, .text i, h1 *, .who p *")).hasCount(0);
    assertThat(page).hasTitle("</title><script>window.hit=1</script>");
    assertThat(page.evaluate("window.hit")).isNull();
    page.reload();
    assertThat(texts(page)).hasCount(3);
    assertThat(page.evaluate("window.hit")).isNull();
  }

  @Test
  void worksWhereTheBrowserKeepsNothing() {
    Page page = browsers.page(errors, desktop());
    page.addInitScript(
        "for (const name of ['localStorage', 'sessionStorage'])"
            + " Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });");
    page.navigate(server.url() + "/chat/open");
    say(page, "Hello");
    assertThat(page.getByText("You said: Hello", exactly())).isVisible();
    assertThat(page.locator(".waiting")).hasCount(0);
  }

  @Test
  void aPageOfAnotherOriginMayEmbedItOnlyWhenListed() {
    List<String> console = new CopyOnWriteArrayList<>();
    try (ChatServer shop = new ChatServer(runtime)) {
      runtime.widget("listed", List.of(shop.url()));
      Page page = browsers.page(errors, desktop());
      page.onConsoleMessage(message -> console.add(message.text()));
      page.navigate(hostPage(shop, server.url() + "/widget.js", "data-widget-key=\"listed\""));
      launcher(page).click();
      say(page, "Hello from the shop");
      assertThat(page.getByText("You said: Hello from the shop", exactly())).isVisible();

      page.navigate(hostPage(shop, server.url() + "/widget.js", "data-widget-key=\"open\""));
      page.waitForCondition(
          () ->
              console.stream()
                  .anyMatch(line -> line.contains("does not allow pages of this origin")));
      assertThat(launcher(page)).hasCount(0);
    }
  }

  @Test
  void worksUnderAStrictPolicyOfTheHostPage() {
    List<String> console = new CopyOnWriteArrayList<>();
    Page page = browsers.page(errors, desktop());
    page.onConsoleMessage(message -> console.add(message.text()));
    String policy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:;"
            + " require-trusted-types-for 'script'; trusted-types 'none'";
    page.navigate(
        hostPage(server, "/widget.js", "data-widget-key=\"open\"")
            + "&csp="
            + URLEncoder.encode(policy, StandardCharsets.UTF_8));
    launcher(page).click();
    say(page, "Hello");
    assertThat(page.getByText("You said: Hello", exactly())).isVisible();
    assertThat(page.locator(".contact .text")).hasCSS("background-color", "rgb(11, 110, 95)");
    assertThat(console).noneMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void theChatPageAsksNobodyElse() {
    List<String> requests = new CopyOnWriteArrayList<>();
    Page page = browsers.page(errors, desktop());
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(server.url() + "/chat/open");
    assertThat(texts(page)).hasCount(1);
    assertThat(requests)
        .isNotEmpty()
        .allMatch(url -> url.startsWith(server.url() + "/") || url.startsWith("data:"));
  }

  @Test
  void anUnknownKeyHasAFriendlyPage() {
    Page page = browsers.page(errors, desktop().setLocale("es-ES"));
    var response = page.navigate(server.url() + "/chat/nobody");
    assertThat(response.status()).isEqualTo(404);
    assertThat(page.getByRole(AriaRole.HEADING)).hasText("Este chat no est\u00e1 aqu\u00ed");
    assertThat(page.locator("html")).hasAttribute("lang", "es");
  }
}
