package dev.parley.runtime.chat;

import dev.parley.channel.web.ChatConversation;
import dev.parley.channel.web.ChatHistory;
import dev.parley.channel.web.OpenRequest;
import dev.parley.channel.web.Opened;
import dev.parley.channel.web.Received;
import dev.parley.channel.web.Subscription;
import dev.parley.channel.web.WebChatListener;
import dev.parley.channel.web.WebChatPort;
import dev.parley.channel.web.Widget;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.conversation.Accepted;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.ConversationStore;
import dev.parley.runtime.conversation.Inbox;
import dev.parley.runtime.conversation.NewConversation;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.driver.Milestones.Milestone;
import dev.parley.runtime.driver.QueuedDriver;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.Effect;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The web chat over the conversation's rows. Thread-safe.
public final class WebConversations implements WebChatPort {
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final Widgets widgets;
  private final ChatRows rows;
  private final ConversationStore store;
  private final Inbox inbox;
  private final QueuedDriver driver;
  private final ChatHub hub;
  private final Milestones milestones;
  private final Clock clock;

  public WebConversations(
      Widgets widgets,
      ChatRows rows,
      ConversationStore store,
      Inbox inbox,
      QueuedDriver driver,
      ChatHub hub,
      Milestones milestones,
      Clock clock) {
    this.widgets = widgets;
    this.rows = rows;
    this.store = store;
    this.inbox = inbox;
    this.driver = driver;
    this.hub = hub;
    this.milestones = milestones;
    this.clock = clock;
  }

  @Override
  public Optional<Widget> widget(String widgetKey) {
    return widgets.find(widgetKey).map(WebBinding::widget);
  }

  @Override
  public Opened open(OpenRequest request) {
    Optional<WebBinding> binding = widgets.find(request.widgetKey());
    if (binding.isEmpty()) {
      return new Opened.NoSuchWidget();
    }
    Optional<Opened> resumed =
        request
            .session()
            .map(SessionToken::new)
            .flatMap(
                token ->
                    rows.bySession(token.hash(), binding.get().channel())
                        .map(id -> new Opened.Ready(token.token(), chat(id), true)));
    return resumed.orElseGet(() -> begin(binding.get(), request.language()));
  }

  @Override
  public Subscription subscribe(ChatConversation conversation, WebChatListener listener) {
    return hub.subscribe(id(conversation), listener);
  }

  @Override
  public ChatHistory history(ChatConversation conversation, int afterSeq, int limit) {
    return rows.history(id(conversation), afterSeq, limit);
  }

  @Override
  public Received receive(ChatConversation conversation, String messageId, String text) {
    ConversationId id = id(conversation);
    Instant now = clock.instant();
    return switch (inbox.accept(id, ClientMessageId.inInbox(id, messageId), text, now, now)) {
      case Accepted.Fresh(var message) -> {
        milestones.reached(Milestone.MESSAGE_IN_INBOX);
        hub.received(id, messageId, text);
        driver.received(id, message);
        yield new Received.Accepted();
      }
      case Accepted.Duplicate() -> new Received.Duplicate();
      case Accepted.Closed() -> new Received.Closed();
      case Accepted.TooManyWaiting() -> new Received.Later("too_many_waiting", TRY_AGAIN);
    };
  }

  @Override
  public void typing(ChatConversation conversation) {
    driver.typing(id(conversation));
  }

  @Override
  public void end(ChatConversation conversation) {
    driver.leave(id(conversation));
  }

  private Opened begin(WebBinding binding, String language) {
    FlowEngine engine = binding.engine();
    Moment moment = new Moment(clock.instant());
    Optional<String> tag =
        language.isBlank()
            ? Optional.empty()
            : Optional.of(Locale.forLanguageTag(language).toLanguageTag());
    Advance opening =
        engine.opening(
            engine.start(new Start(ChannelType.WEB, Optional.empty(), tag), moment), moment);
    SessionToken token = SessionToken.random();
    OwnedConversation owned =
        store.begin(
            new NewConversation(
                binding.tenant(),
                engine.definition().agent(),
                binding.agentVersion(),
                ChannelType.WEB,
                binding.channel(),
                Optional.empty(),
                Optional.of(token.hash()),
                opening.state(),
                opening.say(),
                silenceAt(opening, moment.now()),
                moment.now()));
    driver.begun(owned);
    return new Opened.Ready(token.token(), chat(owned.id()), false);
  }

  private static Optional<Instant> silenceAt(Advance advance, Instant now) {
    return advance.effects().stream()
        .filter(Effect.ScheduleFollowUp.class::isInstance)
        .map(Effect.ScheduleFollowUp.class::cast)
        .map(followUp -> now.plus(followUp.after()))
        .findFirst();
  }

  private static ChatConversation chat(ConversationId id) {
    return new ChatConversation(id.tenant(), id.id());
  }

  private static ConversationId id(ChatConversation conversation) {
    return new ConversationId(conversation.tenant(), conversation.id());
  }
}
