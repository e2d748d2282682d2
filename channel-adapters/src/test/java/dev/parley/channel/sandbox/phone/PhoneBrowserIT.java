package dev.parley.channel.sandbox.phone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import dev.parley.channel.web.Browsers;
import dev.parley.channel.web.Contrast;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The phone page in a real browser, over the real simulators, with an agent that repeats.
class PhoneBrowserIT {
  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
                  + "rkJggg==");
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
    server.close();
    assertThat(errors).isEmpty();
  }

  private static Browser.NewContextOptions desktop() {
    return new Browser.NewContextOptions()
        .setViewportSize(1_280, 900)
        .setLocale("en-US")
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  private Page open(Browser.NewContextOptions options) {
    Page page = browsers.page(errors, options);
    page.navigate(server.url() + "/sandbox");
    assertThat(page.locator("#who")).hasText("Ana");
    return page;
  }

  private static void say(Page page, String text) {
    page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill(text);
    page.keyboard().press("Enter");
  }

  private static Locator agent(Page page) {
    return page.locator(".m:not(.own) .bubble > p:not(.foot)");
  }

  private static Locator own(Page page) {
    return page.locator(".m.own .bubble > p");
  }

  private static void whatsApp(Page page) {
    page.getByText("WhatsApp", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(page.locator("#via")).hasText("WhatsApp");
  }

  @Test
  void textsAnAgentBySms() {
    Page page = open(desktop());
    say(page, "Hello, Ana");
    assertThat(agent(page)).hasText("You said: Hello, Ana");
    assertThat(own(page)).hasText("Hello, Ana");
    assertThat(page.locator(".m.own .tick")).hasAttribute("data-state", "delivered");
    assertThat(page.locator(".m:not(.own) .tick")).hasAttribute("data-state", "delivered");
    page.reload();
    assertThat(agent(page)).hasText("You said: Hello, Ana");
    assertThat(server.twilio.accepted()).hasSize(1);
  }

  @Test
  void whatsAppReadsAndTypes() {
    Page page = open(desktop());
    whatsApp(page);
    say(page, "think");
    assertThat(page.locator("#dots")).isVisible();
    assertThat(page.locator(".m.own .tick")).hasAttribute("data-state", "read");
    say(page, "Hi");
    assertThat(agent(page)).hasText("You said: Hi");
    assertThat(page.locator("#dots")).isHidden();
    assertThat(page.locator(".m:not(.own) .tick")).hasAttribute("data-state", "read");
  }

  @Test
  void tapsAButtonAndARow() {
    Page page = open(desktop());
    whatsApp(page);
    say(page, "buttons");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I rent it")).click();
    assertThat(agent(page).last()).hasText("You said: I rent it");
    assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I own it")))
        .isDisabled();
    say(page, "list");
    page.getByText("Choose a day").click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Tuesday")).click();
    assertThat(agent(page).last()).hasText("You said: Tuesday");
  }

  @Test
  void sendsAPicture() {
    for (String channel : List.of("sms", "whatsapp")) {
      Page page = open(desktop());
      if (channel.equals("whatsapp")) {
        whatsApp(page);
      }
      page.setInputFiles("#file", new FilePayload("bill.png", "image/png", PIXEL));
      assertThat(page.locator("#picked-name")).hasText("bill.png");
      say(page, "my bill");
      assertThat(agent(page)).hasText("You said: a picture and my bill");
      assertThat(page.locator(".m.own img")).hasJSProperty("naturalWidth", 1);
      assertThat(page.locator("#picked")).isHidden();
    }
  }

  @Test
  void makesALargePictureSmallerAndRefusesAnotherLargeFile() {
    Page page = open(desktop());
    page.setInputFiles("#file", new FilePayload("roof.png", "image/png", noise(900)));
    assertThat(page.locator("#picked-name")).hasText("roof.jpg");
    say(page, "my roof");
    assertThat(page.locator(".m.own img")).hasJSProperty("naturalWidth", 900);
    page.setInputFiles("#file", new FilePayload("a.pdf", "application/pdf", new byte[1_000_001]));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("more than 1 MB");
    assertThat(page.locator("#picked")).isHidden();
  }

  /// A picture that cannot be packed.
  private static byte[] noise(int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int x = 0; x < side; x++) {
      for (int y = 0; y < side; y++) {
        picture.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void stopIsAnsweredByTheVendor() {
    Page page = open(desktop());
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("STOP")).click();
    assertThat(agent(page)).containsText("You have successfully been unsubscribed");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("START")).click();
    assertThat(agent(page).last()).containsText("re-subscribed");
  }

  @Test
  void showsTheLead() {
    Page page = open(desktop());
    say(page, "done");
    Locator lead = page.locator("#lead");
    assertThat(lead.locator(".badge")).hasText("qualified");
    assertThat(lead.getByText("180 EUR a month")).isVisible();
    assertThat(lead.getByText("“about 180 a month”")).isVisible();
    assertThat(lead.getByText("high bill (+40)")).isVisible();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Be somebody new")).click();
    assertThat(lead.locator(".badge")).hasCount(0);
    assertThat(own(page)).hasCount(0);
  }

  @Test
  void choosesAmongAgentsAndContacts() {
    Page page = open(desktop());
    page.locator("#line").selectOption("+15005550007");
    assertThat(page.locator("#who")).hasText("Otto");
    say(page, "Moin");
    assertThat(agent(page)).hasText("You said: Moin");
    Locator number = page.getByLabel("Your number");
    number.fill("call me");
    number.press("Tab");
    assertThat(number).hasAttribute("aria-invalid", "true");
    number.fill("+1 212 555 0123");
    number.press("Tab");
    assertThat(number).hasValue("+12125550123");
    assertThat(own(page)).hasCount(0);
    say(page, "Hello");
    assertThat(agent(page)).hasText("You said: Hello");
    assertThat(server.twilio.accepted().getLast().to()).isEqualTo("+12125550123");
  }

  @Test
  void saysWhenTheServerIsGone() {
    Page page = open(desktop());
    say(page, "Hello");
    assertThat(agent(page)).hasCount(1);
    server.close();
    say(page, "Are you there?");
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    assertThat(page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("Are you there?");
  }

  @Test
  void worksByKeyboardAndIsNamedThroughout() {
    Page page = open(desktop());
    page.locator(".brand").focus();
    for (int i = 0; i < 30 && !"text".equals(focused(page)); i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().type("typed");
    page.keyboard().press("Enter");
    assertThat(agent(page)).hasText("You said: typed");
    Object nameless =
        page.evaluate(
            """
            () => [...document.querySelectorAll('button,input,select,textarea')]
              .filter(node => !(node.getAttribute('aria-label') || node.textContent.trim()
                || [...(node.labels || [])].some(label => label.textContent.trim())))
              .map(node => node.outerHTML)
            """);
    assertThat(nameless).isEqualTo(List.of());
    assertThat(page.locator("#log")).hasAttribute("aria-live", "polite");
  }

  private static Object focused(Page page) {
    return page.evaluate("() => document.activeElement.id");
  }

  @Test
  void isReadableInLightAndDarkAndOnASmallScreen() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = open(desktop().setColorScheme(scheme));
      say(page, "Hello! I'd like an offer for solar panels.");
      assertThat(agent(page)).hasCount(1);
      say(page, "done");
      assertThat(page.locator("#lead .badge")).isVisible();
      assertThat(agent(page)).hasCount(2);
      look(page, "sms-" + scheme);
      whatsApp(page);
      say(page, "Hi, do you do roofs in Lisbon?");
      assertThat(agent(page)).hasCount(1);
      say(page, "buttons");
      assertThat(agent(page)).hasCount(2);
      say(page, "list");
      assertThat(agent(page)).hasCount(3);
      page.getByText("Choose a day").click();
      look(page, "whatsapp-" + scheme);
      page.setViewportSize(320, 640);
      Object wide = page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth");
      assertThat(wide).isEqualTo(false);
      look(page, "small-" + scheme);
    }
  }

  /// Every text has contrast enough; a picture is kept where somebody wants to look.
  private static void look(Page page, String name) {
    assertThat(page.evaluate(Contrast.within("document.body"))).isEqualTo(List.of());
    String folder = System.getProperty("parley.screenshots");
    if (folder != null) {
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
    }
  }
}
