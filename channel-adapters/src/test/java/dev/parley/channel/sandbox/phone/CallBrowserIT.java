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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls from a real browser, over the simulated carrier, to an agent that repeats.
class CallBrowserIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /// A browser without a voice and without ears.
  private static final String SPEECHLESS =
      """
      delete window.SpeechRecognition; delete window.webkitSpeechRecognition;
      Object.defineProperty(window, 'speechSynthesis', { value: undefined });
      """;

  /// A browser with a voice that never ends by itself, and ears a test speaks into.
  private static final String SPEAKING =
      """
      window.spoken = [];
      const voice = { lang: 'en-US', localService: true, name: 'Test' };
      window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
      Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => [voice],
        cancel: () => window.spoken.push('(stopped)'),
        speak: words => { window.words = words; window.spoken.push(words.text.trim()); words.onstart(); },
      } });
      window.SpeechRecognition = class {
        start() { window.ear = this; }
        abort() { window.ear = null; }
      };
      window.hear = (transcript, isFinal) =>
        window.ear.onresult({ resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] });
      """;

  private static Browsers browsers;
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private PhoneServer server;

  @BeforeAll
  static void startBrowser() {
    browsers = Browsers.start();
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
    server = new PhoneServer();
  }

  @AfterEach
  void stopServer() {
    assertThat(server.twilio.alerts()).isEmpty();
    server.close();
    assertThat(errors).isEmpty();
  }

  private static Browser.NewContextOptions desktop() {
    return new Browser.NewContextOptions()
        .setViewportSize(1_280, 900)
        .setLocale("en-US")
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  private Page open(String browser, Browser.NewContextOptions options) {
    Page page = browsers.page(errors, options);
    page.addInitScript(browser);
    page.navigate(server.url() + "/sandbox");
    page.getByText("Call", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(page.locator("#call-who")).hasText("Ana");
    return page;
  }

  private Page call(String browser) {
    Page page = open(browser, desktop());
    button(page, "Call").click();
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void say(Page page, String text) {
    page.getByLabel("What you say").fill(text);
    page.keyboard().press("Enter");
  }

  private static Locator agent(Page page) {
    return page.locator(".cap:not(.own) > p");
  }

  private static Locator own(Page page) {
    return page.locator(".cap.own > p");
  }

  /// All of it was said.
  private static void heard(Page page, String words) {
    assertThat(agent(page).last().locator(".done")).hasText(words);
    assertThat(agent(page).last().locator(".rest")).hasText("");
  }

  @Test
  void aCallIsTypedAndReadFromTheDisclosureToTheLead() {
    Page page = call(SPEECHLESS);
    heard(page, PhoneAgent.DISCLOSURE);
    say(page, "Hello");
    assertThat(own(page)).hasText("Hello");
    assertThat(page.locator("#mute")).isHidden();
    heard(page, "You said: Hello");
    assertThat(page.locator("#timer")).containsText(":");

    say(page, "bye");
    heard(page, "Goodbye!");
    assertThat(page.locator("#call-state")).hasText("Call ended");
    assertThat(button(page, "Call again")).isFocused();
    assertThat(page.locator("#lead .badge")).hasText("qualified");
    button(page, "Call again").click();
    heard(page, PhoneAgent.DISCLOSURE);
    assertThat(own(page)).hasCount(0);
  }

  @Test
  void keysAreHeardAsTheyArePressed() {
    Page page = call(SPEECHLESS);
    heard(page, PhoneAgent.DISCLOSURE);
    button(page, "Keypad").click();
    assertThat(button(page, "1")).isFocused();
    button(page, "7 PQRS").click();
    button(page, "hash").click();
    await().atMost(SOON).until(() -> keys().equals("7#"));
    page.keyboard().press("3");
    await().atMost(SOON).until(() -> keys().equals("7#3"));
    page.keyboard().press("Escape");
    assertThat(button(page, "Keypad")).isFocused();
    assertThat(page.locator("#keypad")).isHidden();
    assertThat(page.locator("#captions")).containsText("Pressed 7");
  }

  private String keys() {
    StringBuilder keys = new StringBuilder();
    for (CallEvent event : server.agent.events) {
      if (event instanceof CallEvent.Digit pressed) {
        keys.append(pressed.digit());
      }
    }
    return keys.toString();
  }

  @Test
  void typingOverTheAgentStopsItWhereItWasHeard() {
    Page page = call(SPEECHLESS);
    heard(page, PhoneAgent.DISCLOSURE);
    say(page, "story");
    assertThat(agent(page).last().locator(".done")).containsText("Once upon a");
    say(page, "wait");
    assertThat(page.locator(".cap.cut")).hasCount(1);
    heard(page, "You said: wait");
    await().atMost(SOON).until(() -> server.agent.interrupted.size() == 1);
    String known = server.agent.interrupted.getFirst();
    assertThat(known).startsWith("Once upon").isNotEqualTo(PhoneAgent.STORY);
    assertThat(page.locator(".cap.cut .done").textContent()).startsWith(known);
  }

  @Test
  void theBrowsersOwnVoiceSpeaksAndItsEarsInterrupt() {
    Page page = call(SPEAKING);
    page.waitForFunction("() => window.spoken.includes('" + PhoneAgent.DISCLOSURE + "')");
    page.evaluate("() => window.words.onend()");
    page.evaluate("() => window.hear('story', true)");
    assertThat(own(page)).hasText("story");
    page.waitForFunction("() => window.spoken.at(-1).startsWith('Once upon')");
    page.evaluate("() => window.words.onboundary({ charIndex: 17 })");
    assertThat(agent(page).last().locator(".done")).hasText("Once upon a time");

    page.evaluate("() => window.hear('once upon a time', false)");
    assertThat(page.locator(".cap.cut")).hasCount(0);
    page.evaluate("() => window.hear('hold on', false)");
    assertThat(page.locator(".cap.cut")).hasCount(1);
    assertThat(page.locator("#hearing")).hasText("hold on");
    page.waitForFunction("() => window.spoken.at(-1) === '(stopped)'");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(server.agent.interrupted).containsExactly("Once upon a time"));
    page.evaluate("() => window.hear('hold on please', true)");
    page.waitForFunction("() => window.spoken.at(-1) === 'You said: hold on please'");

    button(page, "Mute").click();
    assertThat(button(page, "Unmute")).hasAttribute("aria-pressed", "true");
    assertThat(page.evaluate("() => window.ear")).isNull();
    button(page, "Unmute").click();
    page.waitForFunction("() => window.ear !== null");
  }

  @Test
  void aRefusedMicrophoneIsExplainedAndWordsAreTypedInstead() {
    Page page = call(SPEAKING);
    page.waitForFunction("() => window.ear");
    page.evaluate("() => window.ear.onerror({ error: 'not-allowed' })");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("may not use the microphone");
    page.evaluate("() => window.ear.onerror({ error: 'no-speech' })");
    page.evaluate("() => { document.getElementById('aloud').checked = false; }");
    say(page, "Hello");
    heard(page, "You said: Hello");
    assertThat(page.getByRole(AriaRole.ALERT)).isHidden();
  }

  @Test
  void hangingUpEndsTheCallForTheAgentToo() {
    Page page = call(SPEECHLESS);
    heard(page, PhoneAgent.DISCLOSURE);
    button(page, "Hang up").click();
    assertThat(page.locator("#call-state")).hasText("You hung up");
    await().atMost(SOON).until(() -> server.agent.events.getLast() instanceof CallEvent.Ended);
    assertThat(page.locator("#lead .badge")).hasText("qualified");
    await().atMost(SOON).until(() -> server.sockets.open() == 0);
  }

  @Test
  void leavingThePageHangsUp() {
    Page page = call(SPEECHLESS);
    heard(page, PhoneAgent.DISCLOSURE);
    page.navigate("about:blank");
    await().atMost(SOON).until(() -> server.agent.events.getLast() instanceof CallEvent.Ended);
  }

  @Test
  void aCallWorksByKeyboardAloneAndIsNamedThroughout() {
    Page page = open(SPEECHLESS, desktop());
    for (int i = 0; i < 30 && !"dial".equals(focused(page)); i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Enter");
    heard(page, PhoneAgent.DISCLOSURE);
    assertThat(page.getByLabel("What you say")).isFocused();
    page.keyboard().type("typed");
    page.keyboard().press("Enter");
    heard(page, "You said: typed");
    Object nameless =
        page.evaluate(
            """
            () => [...document.querySelectorAll('button,input,select,textarea')]
              .filter(node => !(node.getAttribute('aria-label') || node.textContent.trim()
                || [...(node.labels || [])].some(label => label.textContent.trim())))
              .map(node => node.outerHTML)
            """);
    assertThat(nameless).isEqualTo(List.of());
    assertThat(page.locator("#captions")).hasAttribute("aria-live", "polite");
    assertThat(page.locator("#call-state")).hasAttribute("role", "status");
    for (int i = 0; i < 10 && !"hang-up".equals(focused(page)); i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Enter");
    assertThat(button(page, "Call again")).isFocused();
  }

  private static Object focused(Page page) {
    return page.evaluate("() => document.activeElement.id");
  }

  @Test
  void isReadableInLightAndDarkAndNothingIsCutOffOnASmallScreen() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = open(SPEECHLESS, desktop().setColorScheme(scheme));
      look(page, "call-idle-" + scheme);
      button(page, "Call").click();
      heard(page, PhoneAgent.DISCLOSURE);
      say(page, "story");
      assertThat(agent(page).last().locator(".done")).containsText("Once upon a");
      look(page, "call-" + scheme);
      button(page, "Keypad").click();
      look(page, "call-keypad-" + scheme);
      page.setViewportSize(320, 640);
      isWhole(page, "#keypad button");
      look(page, "call-keypad-small-" + scheme);
      button(page, "Keypad").click();
      isWhole(page, ".controls button:not([hidden])");
      look(page, "call-small-" + scheme);
      button(page, "Hang up").click();
      page.setViewportSize(1_280, 900);
      assertThat(page.locator("#lead .badge")).isVisible();
      look(page, "call-over-" + scheme);
    }
  }

  private static void isWhole(Page page, String what) {
    Object cut =
        page.evaluate(
            """
            what => {
              const screen = document.getElementById('screen').getBoundingClientRect();
              const cut = [...document.querySelectorAll(what)].filter(node => {
                const box = node.getBoundingClientRect();
                return box.left < screen.left || box.right > screen.right
                  || box.top < screen.top || box.bottom > screen.bottom || box.height < 40;
              }).map(node => node.outerHTML);
              if (document.documentElement.scrollWidth > window.innerWidth) cut.push('the page');
              return cut;
            }
            """,
            what);
    assertThat(cut).isEqualTo(List.of());
  }

  private static void look(Page page, String name) {
    assertThat(page.evaluate(Contrast.within("document.body"))).isEqualTo(List.of());
    String folder = System.getProperty("parley.screenshots");
    if (folder != null) {
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
    }
  }
}
