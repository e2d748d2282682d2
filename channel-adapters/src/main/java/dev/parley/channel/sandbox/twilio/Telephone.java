package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Courier;
import dev.parley.channel.sandbox.Ids;
import dev.parley.channel.sandbox.Outcome;
import dev.parley.channel.sandbox.Recent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The simulated account's telephone network: people who call, people who are called. Thread-safe.
public final class Telephone implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Telephone.class);
  private static final int CALLS_MAX = 20_000;

  /// Calls that are still known when they have ended, as Twilio knows them for good.
  private static final int OVER_MAX = 1_000;

  private final Rooms rooms;
  private final OkHttpClient http;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final Map<String, Callee> callees = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, PhoneCall> calls = new ConcurrentHashMap<>();
  private final Recent<String, PhoneCall> over = new Recent<>(OVER_MAX);
  private final Recent<String, PhoneCall> placed = new Recent<>(OVER_MAX);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LineClock clock = new LineClock();
  private volatile LineWatch watch = LineWatch.NONE;
  private volatile TelephoneOptions options = TelephoneOptions.REAL;

  /// A number of the account's.
  private record Line(URI hook, Optional<URI> statusCallback) {}

  Telephone(Rooms rooms) {
    this.rooms = rooms;
    Dispatcher dispatcher = new Dispatcher(threads);
    // A socket counts as a request for as long as it is open.
    dispatcher.setMaxRequests(CALLS_MAX);
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .socketFactory(new PromptSockets())
            .build();
  }

  /// How the network behaves from now on.
  public Telephone behaves(TelephoneOptions now) {
    options = now;
    return this;
  }

  /// Sees what passes on calls that begin from now on.
  public Telephone watched(LineWatch by) {
    watch = by;
    return this;
  }

  /// Gives the account a number that takes calls.
  public Telephone number(String number, URI hook, Optional<URI> statusCallback) {
    lines.put(number, new Line(hook, statusCallback));
    return this;
  }

  /// Says who is at a number that is called; nobody else answers as a person does.
  public Telephone at(String number, Callee callee) {
    callees.put(number, callee);
    return this;
  }

  /// A person calls one of the account's numbers.
  public PhoneCall call(String from, String to) {
    return call(from, to, Optional.empty());
  }

  /// A real person calls one of the account's numbers, with this in the hand.
  public PhoneCall call(String from, String to, Handset handset) {
    return call(from, to, Optional.of(handset));
  }

  private PhoneCall call(String from, String to, Optional<Handset> handset) {
    Line line = lines.get(to);
    if (line == null) {
      throw new IllegalArgumentException("the account has no such number");
    }
    PhoneCall call = new PhoneCall(this, from, to, "inbound", line.statusCallback(), handset);
    begin(call, line.hook(), Callee.PERSON, Optional.empty());
    return call;
  }

  /// Calls that the server under test has placed, oldest first: the last thousand.
  public List<PhoneCall> placed() {
    return placed.all();
  }

  @Override
  public void close() {
    clock.close();
    threads.shutdownNow();
    http.connectionPool().evictAll();
  }

  boolean owns(String number) {
    return lines.containsKey(number);
  }

  PhoneCall place(String from, String to, URI hook, Optional<URI> status, Optional<URI> amd) {
    PhoneCall call = new PhoneCall(this, from, to, "outbound-api", status, Optional.empty());
    placed.put(call.sid(), call);
    begin(call, hook, calleeAt(to), amd);
    return call;
  }

  private void begin(PhoneCall call, URI hook, Callee callee, Optional<URI> amd) {
    if (calls.size() >= CALLS_MAX) {
      throw new IllegalStateException("the simulated network has as many calls as it may");
    }
    calls.put(call.sid(), call);
    threads.execute(() -> carry(call, hook, callee, amd));
  }

  private void carry(PhoneCall call, URI hook, Callee callee, Optional<URI> amd) {
    try {
      call.run(hook, callee, amd);
    } catch (Courier.Stopped closing) {
      LOG.debug("The sandbox closed with a call under way");
    } finally {
      over.put(call.sid(), call);
      calls.remove(call.sid());
    }
  }

  /// Calls that have not ended.
  public int up() {
    return calls.size();
  }

  /// What the person who makes this call has in the hand, where it is a real one.
  public Optional<Handset> handset(String sid) {
    return Optional.ofNullable(calls.get(sid)).flatMap(PhoneCall::handset);
  }

  Optional<PhoneCall> find(String sid) {
    return Optional.ofNullable(calls.get(sid)).or(() -> over.get(sid));
  }

  LineClock clock() {
    return clock;
  }

  LineWatch watch() {
    return watch;
  }

  TelephoneOptions options() {
    return options;
  }

  Instant now() {
    return rooms.now();
  }

  Callee calleeAt(String number) {
    return callees.getOrDefault(number, Callee.PERSON);
  }

  CallLeg leg(PhoneCall call, VoiceTwiml.Verb.Connect connect, CallLeg.Listener listener) {
    LegSocket leg =
        connect.relay()
            ? new RelayLeg(rooms, call, connect, this, listener)
            : new StreamLeg(rooms, call, connect, this, listener);
    return leg.connect(http);
  }

  void alert(int code, String what) {
    rooms.alert(new Alert(code, what));
  }

  /// Asks a hook what to do next; empty where its answer is none, as a hang-up.
  Optional<VoiceTwiml> ask(PhoneCall call, URI hook, Map<String, String> more) {
    Map<String, String> form = form(call);
    form.putAll(more);
    return asked(hook, form);
  }

  /// Asks on the leg to a person the call is transferred to.
  Optional<VoiceTwiml> askOnLeg(PhoneCall call, String number, URI hook) {
    Map<String, String> form = form(call);
    form.put("ParentCallSid", call.sid());
    form.put("CallSid", TwilioAccount.sid("CA"));
    form.put("To", number);
    form.put("Direction", "outbound-dial");
    return asked(hook, form);
  }

  private Optional<VoiceTwiml> asked(URI hook, Map<String, String> form) {
    if (post(hook, form) instanceof Outcome.Answered answered && answered.status() / 100 == 2) {
      try {
        return Optional.of(VoiceTwiml.of(answered.body()));
      } catch (Twiml.Malformed e) {
        alert(12100, "a call's webhook answered: " + e.getMessage());
        return Optional.empty();
      }
    }
    alert(11200, "a call's webhook was not answered");
    return Optional.empty();
  }

  void tell(PhoneCall call, URI callback, Map<String, String> more) {
    Map<String, String> form = form(call);
    form.putAll(more);
    rooms.courier.start(
        () -> {
          if (!post(callback, form).isTaken()) {
            alert(11200, "a call's status callback was not taken");
          }
        });
  }

  void answeredBy(PhoneCall call, URI callback, Callee callee) {
    tell(
        call,
        callback,
        Map.of("AnsweredBy", callee.answeredBy, "MachineDetectionDuration", "1200"));
  }

  private Outcome post(URI configured, Map<String, String> form) {
    HookUrl hook = HookUrl.of(configured);
    String token = Ids.hex();
    return rooms.mail.deliver(
        kind -> StatusCallbacks.written(rooms.account.authToken(), hook, form, token, kind),
        hook,
        () -> {});
  }

  private Map<String, String> form(PhoneCall call) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("AccountSid", rooms.account.accountSid());
    form.put("ApiVersion", "2010-04-01");
    form.put("CallSid", call.sid());
    form.put("CallStatus", call.status());
    form.put("Called", call.to());
    form.put("Caller", call.from());
    form.put("CallerCity", "");
    form.put("CallerCountry", "US");
    form.put("CallerState", "");
    form.put("CallerZip", "");
    form.put("Direction", call.direction());
    form.put("From", call.from());
    form.put("To", call.to());
    form.put("StirVerstat", "TN-Validation-Passed-A");
    return form;
  }
}
