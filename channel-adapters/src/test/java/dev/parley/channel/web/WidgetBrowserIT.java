package dev.parley.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.config.net.FreePort;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Conversations in a real browser against a real server: nothing lost, nothing said twice.
class WidgetBrowserIT extends BrowserTest {
  @Test
  void aConversationGoesBackAndForth() {
    Page page = chatPage(desktop());
    assertThat(page).hasTitle("Sol Brilhante");
    say(page, "Hello, Ana");
    assertThat(texts(page))
        .hasText(
            new String[] {
              "I'm Ana, an AI assistant. How can I help?", "Hello, Ana", "You said: Hello, Ana"
            });
    assertThat(page.locator(".contact.waiting")).hasCount(0);
  }

  @Test
  void aReloadKeepsTheConversationAndTheDraft() {
    Page page = chatPage(desktop());
    say(page, "one");
    assertThat(texts(page)).hasCount(3);
    input(page).fill("half a thou");
    page.reload();
    assertThat(texts(page))
        .hasText(
            new String[] {"I'm Ana, an AI assistant. How can I help?", "one", "You said: one"});
    assertThat(input(page)).hasValue("half a thou");
    assertThat(runtime.talks).hasSize(1);
  }

  @Test
  void aRestartOfTheServerLosesAndRepeatsNothing() {
    server.close();
    // One that nobody else is given while the server is down.
    server = new ChatServer(runtime, WebChatLimits.DEFAULTS, FreePort.take());
    Page page = chatPage(desktop());
    say(page, "before");
    assertThat(texts(page)).hasCount(3);
    int port = server.port();
    server.close();
    say(page, "while it is down");
    say(page, "and another");
    assertThat(page.getByText("Connection lost.").first()).isVisible();
    assertThat(page.locator(".waiting")).hasCount(2);
    runtime.talk().commit(ChatTurn.From.AGENT, "said while you were away");
    server = new ChatServer(runtime, WebChatLimits.DEFAULTS, port);
    assertThat(page.getByText("You said: and another", exactly())).isVisible();
    assertThat(page.getByText("You said: while it is down", exactly())).isVisible();
    assertThat(page.locator(".waiting")).hasCount(0);
    assertThat(texts(page)).hasCount(8);
    page.reload();
    assertThat(texts(page)).hasCount(8);
    assertThat(runtime.talk().inbox.values())
        .containsExactly("before", "while it is down", "and another");
  }

  @Test
  void aMessageWhoseAcknowledgementWasLostIsNotSaidTwice() {
    Page page = chatPage(desktop());
    runtime.loseNextAnswer = true;
    say(page, "just once");
    assertThat(page.getByText("You said: just once", exactly())).isVisible();
    assertThat(texts(page)).hasCount(3);
  }

  @Test
  void whatWasWrittenOfflineSurvivesAReload() {
    Page page = chatPage(desktop());
    runtime.receiveInstead =
        text -> new Received.Later("too_many_waiting", java.time.Duration.ofHours(1));
    say(page, "kept");
    assertThat(page.locator(".waiting .text")).hasText("kept");
    runtime.receiveInstead = text -> null;
    page.reload();
    assertThat(page.getByText("You said: kept", exactly())).isVisible();
    assertThat(texts(page)).hasCount(3);
  }

  @Test
  void countsWhatArrivesWhileItIsClosed() {
    Page page = embedded(desktop(), "");
    launcher(page).click();
    say(page, "Hello");
    assertThat(texts(page)).hasCount(3);
    page.keyboard().press("Escape");
    runtime.talk().says("Are you still there?");
    assertThat(page.locator(".badge")).hasText("1");
    assertThat(launcher(page)).hasAttribute("aria-label", "Open chat, 1 unread");
    page.reload();
    assertThat(page.locator(".badge")).hasText("1");
    launcher(page).click();
    assertThat(page.locator(".badge")).isHidden();
  }

  @Test
  void anEndedConversationOffersANewOne() {
    Page page = chatPage(desktop());
    say(page, "Hello");
    assertThat(texts(page)).hasCount(3);
    page.getByRole(AriaRole.BUTTON, named("End conversation")).click();
    page.getByRole(AriaRole.BUTTON, named("End")).click();
    assertThat(page.getByText("This conversation has ended.", exactly()).first()).isVisible();
    assertThat(input(page)).isHidden();
    page.reload();
    page.getByRole(AriaRole.BUTTON, named("Start a new conversation")).click();
    assertThat(texts(page)).hasCount(1);
    say(page, "Again");
    assertThat(page.getByText("You said: Again", exactly())).isVisible();
    assertThat(runtime.talks).hasSize(2);
  }

  @Test
  void aMessageThatCameTooLateGoesBackToItsWriter() {
    Page page = chatPage(desktop());
    runtime.receiveInstead = text -> new Received.Closed();
    say(page, "one more thing");
    page.getByRole(AriaRole.BUTTON, named("Start a new conversation")).click();
    assertThat(input(page)).hasValue("one more thing");
    assertThat(texts(page)).hasCount(1);
  }

  @Test
  void twoTabsShowTheSameConversation() {
    Page one = chatPage(desktop());
    say(one, "from one");
    assertThat(texts(one)).hasCount(3);
    Page two = one.context().newPage();
    two.navigate(server.url() + "/chat/open");
    assertThat(texts(two)).hasCount(3);
    say(two, "from two");
    String[] all = {
      "I'm Ana, an AI assistant. How can I help?",
      "from one",
      "You said: from one",
      "from two",
      "You said: from two"
    };
    assertThat(texts(one)).hasText(all);
    assertThat(texts(two)).hasText(all);
    assertThat(runtime.talks).hasSize(1);
  }

  @Test
  void aTextThatIsTooLongCannotBeSent() {
    Page page = chatPage(desktop());
    input(page).fill("x".repeat(3_990));
    assertThat(page.locator(".count")).hasText("10");
    input(page).fill("x".repeat(4_001));
    assertThat(page.locator(".count")).hasText("This message is too long.");
    assertThat(page.getByRole(AriaRole.BUTTON, named("Send"))).isDisabled();
    page.keyboard().press("Enter");
    assertThat(texts(page)).hasCount(1);
    assertThat(Map.copyOf(runtime.talk().inbox)).isEmpty();
  }
}
