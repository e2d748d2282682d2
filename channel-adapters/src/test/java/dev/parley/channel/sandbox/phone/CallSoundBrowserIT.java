package dev.parley.channel.sandbox.phone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.web.Browsers;
import dev.parley.channel.web.Contrast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls with sound from a real browser, whose microphone beeps: what is said can be read.
class CallSoundBrowserIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /// Remembers whose turn it was said to be: the agent's may be over before a test looks.
  private static final String TURNS =
      """
      window.turns = [];
      addEventListener('DOMContentLoaded', () => {
        const shown = document.getElementById('turn-of');
        const note = () => window.turns.push(shown.textContent);
        new MutationObserver(note).observe(shown, { childList: true, characterData: true, subtree: true });
      });
      """;

  private static Browsers browsers;
  private final List<String> errors = new CopyOnWriteArrayList<>();

  /// Frames of 20 ms.
  private final AtomicInteger played = new AtomicInteger();

  private PhoneServer server;

  @BeforeAll
  static void startBrowser() {
    browsers =
        Browsers.start(
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            "--autoplay-policy=no-user-gesture-required");
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
    server = new PhoneServer("media");
  }

  @AfterEach
  void stopServer() {
    assertThat(server.twilio.alerts()).isEmpty();
    server.close();
    assertThat(errors).isEmpty();
  }

  private Page call(Browser.NewContextOptions options) {
    Page page = browsers.page(errors, options);
    page.onWebSocket(
        socket ->
            socket.onFrameReceived(
                frame -> {
                  if (frame.text().contains("\"media\"")) {
                    played.incrementAndGet();
                  }
                }));
    page.addInitScript(TURNS);
    page.navigate(server.url() + "/sandbox");
    page.getByText("Call", new Page.GetByTextOptions().setExact(true)).first().click();
    button(page, "Call").click();
    return page;
  }

  private static Browser.NewContextOptions desktop() {
    return new Browser.NewContextOptions()
        .setViewportSize(1_280, 900)
        .setLocale("en-US")
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator agent(Page page) {
    return page.locator(".cap:not(.own) > p");
  }

  private static Locator own(Page page) {
    return page.locator(".cap.own > p");
  }

  @Test
  void whatTheAgentSaysIsWrittenWhileItIsHeard() {
    Page page = call(desktop());

    assertThat(agent(page)).hasText(PhoneAgent.DISCLOSURE);
    assertThat(agent(page)).hasAttribute("lang", "en");
    assertThat(page.locator("#captions")).hasAttribute("aria-live", "polite");
    page.waitForFunction("() => window.turns.includes('Ana is speaking')");
    await().atMost(SOON).until(() -> has(CallEvent.PlayedOut.class));
    assertThat(page.locator("#turn-of")).hasText("Your turn");
  }

  @Test
  void whatIsUnderstoodOfTheContactIsWrittenAsItSettles() {
    Page page = call(desktop());
    assertThat(agent(page)).hasText(PhoneAgent.DISCLOSURE);

    server.agent.understands("about four", false);
    assertThat(page.locator("#hearing")).hasText("about four");
    assertThat(own(page)).hasCount(0);
    server.agent.understands("about four people", true);

    assertThat(own(page)).hasText("about four people");
    assertThat(page.locator("#hearing")).isHidden();
    assertThat(agent(page).last()).hasText("You said: about four people");
  }

  @Test
  void ofAReplyThatIsStoppedTheHeardWordsStay() {
    Page page = call(desktop());
    assertThat(agent(page)).hasText(PhoneAgent.DISCLOSURE);
    await().atMost(SOON).until(() -> has(CallEvent.PlayedOut.class));
    server.agent.understands("story", true);
    assertThat(agent(page).last()).hasText(PhoneAgent.STORY);
    int before = played.get();
    page.waitForCondition(() -> played.get() > before + 80);

    server.agent.stops();

    assertThat(page.locator(".cap.cut")).hasCount(1);
    String words = agent(page).last().textContent();
    assertThat(PhoneAgent.STORY).startsWith(words);
    assertThat(words).isNotEqualTo(PhoneAgent.STORY);
  }

  @Test
  void theMicrophoneIsCarriedAndCanBeMuted() {
    Page page = call(desktop());
    assertThat(agent(page)).hasText(PhoneAgent.DISCLOSURE);
    await().atMost(SOON).until(() -> has(CallEvent.PlayedOut.class));
    assertThat(page.locator("#trouble")).isHidden();
    button(page, "Mute").click();
    assertThat(button(page, "Unmute")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("#turn-of")).hasText("You are muted");
    button(page, "Hang up").click();
    assertThat(page.locator("#call-state")).hasText("You hung up");
    await().atMost(SOON).until(() -> has(CallEvent.Ended.class));
  }

  @Test
  void isReadableInLightAndDarkAndOnASmallScreen() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = call(desktop().setColorScheme(scheme));
      assertThat(agent(page)).hasText(PhoneAgent.DISCLOSURE);
      server.agent.understands("story", true);
      server.agent.understands("and then", false);
      assertThat(page.locator("#hearing")).isVisible();
      look(page, "sound-" + scheme);
      page.setViewportSize(320, 640);
      assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
      look(page, "sound-small-" + scheme);
      button(page, "Hang up").click();
    }
  }

  private boolean has(Class<? extends CallEvent> kind) {
    return server.agent.events.stream().anyMatch(kind::isInstance);
  }

  private static void look(Page page, String name) {
    assertThat(page.evaluate(Contrast.within("document.body"))).isEqualTo(List.of());
    String folder = System.getProperty("parley.screenshots");
    if (folder != null) {
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
    }
  }
}
