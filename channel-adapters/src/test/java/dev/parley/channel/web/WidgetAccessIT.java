package dev.parley.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Everyone can use it: keyboard, screen reader, contrast, small screens, other languages.
class WidgetAccessIT extends BrowserTest {
  @Test
  void everythingWorksFromTheKeyboard() {
    Page page = embedded(desktop(), "");
    assertThat(launcher(page)).isVisible();
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    assertThat(launcher(page)).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    assertThat(input(page)).isFocused();
    page.keyboard().type("first line");
    page.keyboard().press("Shift+Enter");
    page.keyboard().type("second line");
    page.keyboard().press("Enter");
    assertThat(page.locator(".contact .text")).hasText("first line\nsecond line");
    assertThat(input(page)).isFocused();
    assertThat(input(page)).hasValue("");
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    assertThat(launcher(page)).isFocused();
    assertThat(launcher(page)).hasAttribute("aria-expanded", "false");
  }

  @Test
  void onAPhoneTheDialogHoldsTheFocus() {
    Page page = embedded(phone(), "");
    launcher(page).click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasAttribute("aria-modal", "true");
    assertThat(texts(page)).hasCount(1);
    for (int i = 0; i < 8; i++) {
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement.hasAttribute('data-parley')"))
          .isEqualTo(true);
    }
    for (int i = 0; i < 8; i++) {
      page.keyboard().press("Shift+Tab");
      assertThat(page.evaluate("document.activeElement.hasAttribute('data-parley')"))
          .isEqualTo(true);
    }
    page.keyboard().press("Escape");
    assertThat(launcher(page)).isFocused();
  }

  @Test
  void aNarrowPhoneShowsEverythingWithoutScrollingSideways() {
    runtime.onMessage = (talk, text) -> talk.says("https://long.example/" + "x".repeat(200));
    Page page = chatPage(phone());
    say(page, "Donaudampfschifffahrtsgesellschaftskapit\u00e4nsm\u00fctzenabzeichen".repeat(3));
    assertThat(texts(page)).hasCount(3);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    assertThat(page.locator(".scroll").evaluate("node => node.scrollWidth <= node.clientWidth"))
        .isEqualTo(true);
    assertThat(page.locator(".send")).isInViewport();
  }

  @Test
  void everythingHasARoleAndAName() {
    Page page = embedded(desktop(), "");
    assertThat(page.getByRole(AriaRole.BUTTON, named("Open chat"))).isVisible();
    launcher(page).click();
    assertThat(page.getByRole(AriaRole.DIALOG, named("Chat with Sol Brilhante"))).isVisible();
    assertThat(page.getByRole(AriaRole.LOG, named("Conversation"))).isVisible();
    assertThat(page.getByRole(AriaRole.TEXTBOX, named("Message"))).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Send"))).isDisabled();
    assertThat(page.getByRole(AriaRole.BUTTON, named("End conversation"))).isEnabled();
    // What was there before is not read out; what comes from now on is, once.
    assertThat(page.getByRole(AriaRole.LOG)).hasAttribute("aria-live", "polite");
    assertThat(page.getByRole(AriaRole.LOG)).hasAttribute("aria-relevant", "additions");
    runtime.talk().typing();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("Ana is typing\u2026");
    runtime.talk().says("Hello");
    assertThat(page.locator(".m.agent").last()).hasText("Ana: Hello10:00 AM");
    assertThat(
            page.locator("button:not([aria-label])")
                .evaluateAll("all => all.every(one => one.textContent.trim())"))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everyTextHasEnoughContrast(ColorScheme scheme) {
    Page page = embedded(desktop().setColorScheme(scheme), "");
    launcher(page).click();
    say(page, "Hello");
    assertThat(texts(page)).hasCount(3);
    runtime.talk().announce(runtime.talk().commit(ChatTurn.From.HUMAN, "I am Marta"));
    page.getByRole(AriaRole.BUTTON, named("End conversation")).click();
    assertContrast(page);
    page.locator(".bar .solid").click();
    assertThat(page.getByText("Start a new conversation")).isVisible();
    assertContrast(page);
  }

  @ParameterizedTest
  @CsvSource({
    "#ffcc00, light",
    "#ffcc00, dark",
    "navy, light",
    "#777, light",
    "not-a-colour, dark"
  })
  void anyColourKeepsEnoughContrast(String color, String theme) {
    Page page =
        embedded(desktop(), "data-color=\"" + color + "\" data-theme=\"" + theme + "\" data-open");
    assertThat(texts(page)).hasCount(1);
    say(page, "Hello");
    assertThat(texts(page)).hasCount(3);
    assertThat(page.locator(".waiting")).hasCount(0);
    assertContrast(page);
  }

  private static void assertContrast(Page page) {
    Object worst = page.evaluate(Contrast.SCRIPT);
    assertThat((List<?>) worst).as("texts below 4.5:1").isEmpty();
  }

  @Test
  void followsTheSystemIntoTheDarkAndBack() {
    Page page = chatPage(desktop().setColorScheme(ColorScheme.DARK));
    Locator panel = page.locator(".in");
    assertThat(panel).hasCSS("background-color", "rgb(20, 27, 25)");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    assertThat(panel).hasCSS("background-color", "rgb(255, 255, 255)");
  }

  @ParameterizedTest
  @CsvSource({
    "es-MX, Escribe un mensaje\u2026", "pt-BR, Escreva uma mensagem\u2026",
    "de-AT, Nachricht schreiben\u2026", "fr-CA, \u00c9crivez un message\u2026",
    "it, Scrivi un messaggio\u2026", "ja, Write a message\u2026"
  })
  void speaksTheVisitorsLanguage(String locale, String placeholder) {
    Page page = chatPage(desktop().setLocale(locale));
    assertThat(input(page)).hasAttribute("placeholder", placeholder);
  }

  @Test
  void mirrorsItselfOnARightToLeftPage() {
    Page page = embedded(desktop(), "");
    assertThat(launcher(page)).isVisible();
    page.evaluate("document.documentElement.dir = 'rtl'");
    assertThat(launcher(page).boundingBox().x).isLessThan(100);
    launcher(page).click();
    runtime.onMessage = (talk, text) -> talk.says("\u0645\u0631\u062d\u0628\u0627 Ana!");
    say(page, "\u0634\u0643\u0631\u0627");
    assertThat(texts(page)).hasCount(3);
    assertThat(texts(page).nth(2)).hasCSS("direction", "rtl");
    assertThat(texts(page).nth(0)).hasCSS("direction", "ltr");
  }
}
