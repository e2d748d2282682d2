package dev.parley.runtime.process;

import dev.parley.channel.MessagePort;
import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.sandbox.phone.SandboxPhone;
import dev.parley.channel.speech.ElevenLabsSettings;
import dev.parley.channel.web.WebChatPort;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.agent.store.PublishedAgents;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.binding.ServedChannels;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.config.store.Sealer;
import dev.parley.config.tenant.ApiKeys;
import dev.parley.config.tenant.IdempotencyKeys;
import dev.parley.runtime.accounts.BoundAccount;
import dev.parley.runtime.accounts.StoredAccounts;
import dev.parley.runtime.agents.PublishedEngines;
import dev.parley.runtime.agents.SampleAgents;
import dev.parley.runtime.api.Api;
import dev.parley.runtime.api.ApiParts;
import dev.parley.runtime.background.BackgroundSettings;
import dev.parley.runtime.background.BackgroundWork;
import dev.parley.runtime.background.Queues;
import dev.parley.runtime.call.LiveDriver;
import dev.parley.runtime.call.OutgoingCalls;
import dev.parley.runtime.call.SpeechAhead;
import dev.parley.runtime.console.DocsPages;
import dev.parley.runtime.console.StartPage;
import dev.parley.runtime.conversation.NodeId;
import dev.parley.runtime.driver.DriverSettings;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.forms.FormHook;
import dev.parley.runtime.hosted.Waiters;
import dev.parley.runtime.leads.RescoreTask;
import dev.parley.runtime.media.FetchTask;
import dev.parley.runtime.messaging.Binding;
import dev.parley.runtime.messaging.Bindings;
import dev.parley.runtime.ops.Meters;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every room of a running process, and what connects them.
final class Rooms implements AutoCloseable {
  /// How long a changed channel may still be served as it was.
  private static final Duration ACCOUNTS_FOR = Duration.ofSeconds(2);

  private final Meters meters;
  private final TextRooms text;
  private final HostedRooms hosted;
  private final CallRooms calls;
  private final LeadRooms leads;
  private final BackgroundWork background;
  private final Understandings understandings;
  private final WebAgents webAgents;
  private final Api api;
  private final MessageRooms messages;
  private final StoredAccounts accounts;
  private final MessagePort inbound;
  private final VoiceRooms voice;
  private final Optional<SpeechAhead> ahead;
  private final RiskRooms risk;
  private final Optional<SandboxRooms> sandbox;
  private final Optional<SandboxPhone> phone;
  private final ProcessSettings process;
  private final Clock clock;

  private Rooms(
      Database database,
      Meters meters,
      TextRooms text,
      HostedRooms hosted,
      CallRooms calls,
      LeadRooms leads,
      BackgroundWork background,
      Understandings understandings,
      WebAgents webAgents,
      Api api,
      MessageRooms messages,
      StoredAccounts accounts,
      MessagePort inbound,
      VoiceRooms voice,
      Optional<SpeechAhead> ahead,
      RiskRooms risk,
      Optional<SandboxRooms> sandbox,
      ChannelStore channels,
      ProcessSettings process,
      Clock clock) {
    this.meters = meters;
    this.text = text;
    this.hosted = hosted;
    this.calls = calls;
    this.leads = leads;
    this.background = background;
    this.understandings = understandings;
    this.webAgents = webAgents;
    this.api = api;
    this.messages = messages;
    this.accounts = accounts;
    this.inbound = inbound;
    this.voice = voice;
    this.ahead = ahead;
    this.risk = risk;
    this.sandbox = sandbox;
    this.process = process;
    this.clock = clock;
    this.phone =
        sandbox.map(
            here ->
                here.phone(
                    database, channels, webAgents::name, process.publicUrl().map(URI::toString)));
  }

  static Rooms build(
      Settings settings,
      ProcessSettings process,
      Database database,
      CreatedKeys.Key admin,
      CreatedKeys.Key master,
      Milestones milestones,
      Clock clock) {
    NodeId node = NodeId.random();
    Meters meters = new Meters(clock);
    AgentDefinitionReader reader = new AgentDefinitionReader();
    AgentStore agents = new AgentStore();
    Sealer sealer = new Sealer(master.secret());
    ChannelStore channels = new ChannelStore(sealer);
    if (process.samples()) {
      new SampleAgents(database, agents, channels, reader).publishIntoEmpty();
    }
    EngineSource engines = new PublishedEngines(new PublishedAgents(database, agents, reader));
    Understandings understandings = Understandings.of(settings, clock);
    Bell due = new Bell();
    StoredAccounts accounts =
        new StoredAccounts(database, new ServedChannels(sealer), clock, ACCOUNTS_FOR);
    URI publicUrl = process.publicUrl().orElse(URI.create("http://localhost:" + process.port()));
    Optional<SandboxRooms> sandbox =
        process.sandbox() && process.port() != 0
            ? Optional.of(
                new SandboxRooms(publicUrl, ElevenLabsSettings.read(settings).isPresent()))
            : Optional.empty();
    sandbox.ifPresent(here -> here.connect(database, channels, SampleAgents.FIRST));
    Bindings bindings = (type, address) -> accounts.bound(type, address).map(Rooms::binding);
    MessageRooms messages =
        MessageRooms.build(
            settings, publicUrl, sandbox, database, bindings, engines, milestones, clock);
    MediaRooms media =
        MediaRooms.build(
            settings, database, bindings, messages, understandings.languageModels(), due, clock);
    DriverSettings driving = DriverSettings.read(settings);
    Waiters waiters = new Waiters();
    TextRooms text =
        TextRooms.build(
            database,
            node,
            driving,
            messages.settings().outbox().senderSilent(),
            engines,
            understandings.turns(),
            media.pictures(),
            meters,
            due,
            messages.messaging().outgoing(),
            messages.messaging().relocation(),
            waiters,
            waiters,
            milestones,
            clock);
    HostedRooms hosted =
        HostedRooms.build(
            settings,
            database,
            new ServedChannels(sealer),
            node,
            text,
            messages.settings().outbox().senderSilent(),
            engines,
            waiters,
            due,
            clock);
    CallRooms calls =
        CallRooms.build(
            settings,
            database,
            node,
            driving.leaseFor(),
            messages.settings().outbox().senderSilent(),
            bindings,
            engines,
            messages.settings().known(),
            messages.messaging().callTexts(),
            understandings.turns(),
            meters,
            due,
            clock);
    VoiceRooms voice =
        VoiceRooms.build(
            settings,
            publicUrl,
            sandbox.map(SandboxRooms::twilioUrl),
            messages,
            accounts,
            calls.driver(),
            clock);
    sandbox.ifPresent(here -> voice.calls().shownTo(here.captions()));
    meters.gauge("parley.calls.open", "telephone lines that are up", voice.calls()::open);
    IdempotencyKeys keys = new IdempotencyKeys(sealer);
    LeadRooms leads =
        LeadRooms.build(
            settings,
            database,
            sealer,
            DeliveryBounds.read(settings),
            DeliveryBounds.http(settings),
            process.secretOverlap(),
            new Reach(process.loopbackAddresses(), process.privateAddresses(), false),
            engines,
            understandings.extraction(),
            meters,
            milestones,
            clock);
    MessagePort inbound =
        messages.messaging().inbound(text.driver(), driving.waitingMax(), media.requests());
    OutgoingCalls outgoing =
        new OutgoingCalls(database, bindings, engines, calls.driver(), voice.control(), clock);
    RiskRooms risk =
        RiskRooms.build(
            settings, database, new AgentRegions(database, engines), inbound, outgoing, clock);
    BackgroundWork background =
        new BackgroundWork(
            database,
            node,
            leads.writer(),
            text.driver(),
            keys,
            List.of(FetchTask.task(media.fetch()), RescoreTask.task(leads.care().rescoring())),
            Stream.concat(
                    Stream.of(
                        leads.giveUp(), calls.costs(database, bindings, voice.costs(), clock)),
                    risk.chores().stream())
                .toList(),
            BackgroundSettings.read(settings));
    due.attach(background::wake);
    Api api =
        new Api(
            new ApiParts(
                database,
                new ApiKeys(database, admin.secret()),
                keys,
                Set.of(ChannelType.values()),
                channels,
                new VendorAccounts(messages.whatsApp(), voice.speaks()),
                leads.connectors(),
                leads.connectorRows(),
                calls.closer(text.driver()),
                leads.replay(),
                leads.extractions(),
                leads.care(),
                risk.book(),
                risk.forms(),
                clock,
                leads.erasure()::erase,
                outgoing::place,
                process.closeWait()));
    Queues queues = new Queues(database, clock);
    for (Queues.Queue queue : Queues.Queue.values()) {
      meters.gauge(
          "parley.queue." + queue.column(), "what waits, on all nodes", () -> queues.depth(queue));
    }
    meters.gauge(
        "parley.messages.sending", "conversations being sent to", messages.messaging()::sending);
    return new Rooms(
        database,
        meters,
        text,
        hosted,
        calls,
        leads,
        background,
        understandings,
        new WebAgents(database, engines),
        api,
        messages,
        accounts,
        inbound,
        voice,
        voice.ahead(database, bindings, engines, clock),
        risk,
        sandbox,
        channels,
        process,
        clock);
  }

  private static Binding binding(BoundAccount bound) {
    return new Binding(bound.tenant(), bound.channelId(), bound.agent(), bound.account());
  }

  Meters meters() {
    return meters;
  }

  /// Whom the carriers bring calls to.
  LiveDriver calls() {
    return calls.driver();
  }

  WebChatPort webConversations() {
    return text.web();
  }

  /// Language models in failover order.
  List<String> models() {
    return understandings.models();
  }

  /// Adds the pages and the API.
  ///
  /// @param trustedProxies of ours before this server
  void addTo(HttpRouting.Builder routing, int trustedProxies) {
    routing.register(
        new FormHook(risk.forms(), process.publicUrl().map(URI::toString), trustedProxies));
    hosted.addTo(routing, clock);
    routing.register(api).register(new DocsPages());
    messages.addTo(routing, accounts, inbound, clock);
    voice.addTo(routing);
    phone.ifPresent(routing::register);
    routing.get("/", new StartPage(models(), () -> webAgents.chats(), hasSandbox()));
  }

  /// The first tenant's agents that can be talked to on the web.
  List<Banner.WebChannel> webChannels() {
    return webAgents.channels();
  }

  /// Adds the sockets of calls, and of the simulated telephone.
  void addTo(SocketUpgrader upgrader) {
    voice.addTo(upgrader);
    phone.ifPresent(page -> page.addTo(upgrader));
  }

  /// The longest body a vendor may send; the API has its own, shorter bounds.
  int webhookBytesMax() {
    return Math.max(
        hosted.settings().webhookBytesMax(),
        Math.max(messages.sms().webhookBytesMax(), messages.whatsApp().webhookBytesMax()));
  }

  /// Whether the message vendors are simulated here.
  boolean hasSandbox() {
    return sandbox.isPresent();
  }

  void start() {
    leads.engine().start();
    background.start();
    messages.messaging().start();
    text.sweep().start(text.settings().sweepEvery());
    ahead.ifPresent(speech -> speech.start(voice.aheadEvery()));
  }

  /// No new extractions and pushes; those under way are finished within the drain time of their own
  /// settings.
  void finishBackground() {
    background.close();
    leads.engine().close();
  }

  /// No new calls; those under way end, or are told goodbye, within `grace`.
  void finishCalls(Duration grace) {
    ahead.ifPresent(SpeechAhead::close);
    calls.drain(grace);
  }

  /// No new turns; those under way are finished within `grace`.
  void finishTurns(Duration grace) throws InterruptedException {
    long until = System.nanoTime() + grace.toNanos();
    text.sweep().close();
    text.driver().drain(grace);
    messages.messaging().drain(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
  }

  /// After what was under way is finished.
  @Override
  public void close() {
    ahead.ifPresent(SpeechAhead::close);
    voice.close();
    text.driver().close();
    calls.driver().close();
    messages.messaging().close();
    sandbox.ifPresent(SandboxRooms::close);
    understandings.close();
  }
}
