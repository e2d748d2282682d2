package dev.parley.channel.sandbox.phone;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.http.Problem;
import dev.parley.channel.http.SocketUpgrader;
import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.twilio.TwilioSandbox;
import dev.parley.channel.sandbox.whatsapp.WhatsAppSandbox;
import dev.parley.config.json.Json;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The phone page and what it talks to, under `/sandbox`. To be mounted only where no vendor's
/// credentials are configured: whoever reaches it can text and call the agents. Thread-safe.
public final class SandboxPhone implements HttpService {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
  private static final Header PROBLEM =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");
  private static final Header NOT_STORED =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
  private static final Header NO_SNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");
  private static final Header INERT =
      HeaderValues.createCached("Content-Security-Policy", "default-src 'none'; sandbox");

  private final PhoneLog log;
  private final SandboxLines lines;
  private final SandboxLeads leads;
  private final Hand hand;
  private final LocalOnly local;
  private final HandsetEndpoint calls;
  private final PhonePage page = new PhonePage();

  /// @param log that listens to both simulators
  /// @param publicOrigin where browsers see this server when a proxy hides it; this machine's own
  ///     names always count
  public SandboxPhone(
      TwilioSandbox twilio,
      WhatsAppSandbox whatsApp,
      PhoneLog log,
      SandboxLines lines,
      SandboxLeads leads,
      Optional<String> publicOrigin) {
    this.log = log;
    this.lines = lines;
    this.leads = leads;
    this.hand = new Hand(twilio, whatsApp);
    this.local = new LocalOnly(publicOrigin);
    this.calls = new HandsetEndpoint(twilio.telephone(), lines, local);
  }

  /// Adds the socket over which the page calls.
  public void addTo(SocketUpgrader upgrader) {
    upgrader.route("/sandbox/call", calls);
  }

  @Override
  public void routing(HttpRules rules) {
    page.routing(rules);
    rules
        .get("/sandbox/api/lines", (in, out) -> read(in, out, this::linesJson))
        .get("/sandbox/api/events", (in, out) -> read(in, out, () -> events(in)))
        .get("/sandbox/api/lead", (in, out) -> read(in, out, () -> lead(in)))
        .get("/sandbox/api/files/{message}", this::file)
        .post("/sandbox/api/messages", (in, out) -> write(in, out, () -> message(in)))
        .post("/sandbox/api/files", (in, out) -> write(in, out, () -> upload(in)));
  }

  private void read(ServerRequest in, ServerResponse out, Supplier<ObjectNode> work) {
    answer(out, local.allowsReading(in.headers()), work);
  }

  private void write(ServerRequest in, ServerResponse out, Runnable work) {
    answer(
        out,
        local.allowsWriting(in.headers()),
        () -> {
          work.run();
          return Json.object().put("taken", true);
        });
  }

  private static void answer(ServerResponse out, boolean allowed, Supplier<ObjectNode> work) {
    out.header(NOT_STORED).header(NO_SNIFF);
    try {
      if (!allowed) {
        throw new PhoneFailure(
            Status.FORBIDDEN_403, "origin_not_allowed", "Only this server's own page may ask.");
      }
      out.header(JSON).send(Json.bytes(work.get()));
    } catch (PhoneFailure failure) {
      out.status(failure.status()).header(PROBLEM);
      out.send(Problem.json(failure.status(), failure.code(), failure.detail()));
    }
  }

  private ObjectNode linesJson() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("lines");
    for (SandboxLine line : lines.lines()) {
      list.addObject()
          .put("channel", line.channel().wireName())
          .put("number", line.number())
          .put("agent", line.agent())
          .put("business", line.business());
    }
    return json;
  }

  private ObjectNode events(ServerRequest in) {
    PhoneRequest asked = PhoneRequest.of(in, lines.lines());
    long after = asked.after();
    List<PhoneLog.Numbered> events = log.after(asked.key(), after, WAIT);
    return EventJson.of(events, after);
  }

  private ObjectNode lead(ServerRequest in) {
    PhoneRequest asked = PhoneRequest.of(in, lines.lines());
    ObjectNode json = Json.object();
    List<String> addresses = hand.addresses(asked.line(), asked.contact());
    json.set("lead", leads.latest(asked.line(), addresses).orElse(null));
    return json;
  }

  private void message(ServerRequest in) {
    PhoneRequest asked = PhoneRequest.of(in, lines.lines());
    ObjectNode body = PhoneRequest.body(in);
    if (body.has("option")) {
      hand.taps(asked.line(), asked.contact(), PhoneRequest.text(body, "option"));
    } else {
      hand.says(asked.line(), asked.contact(), PhoneRequest.text(body, "text"));
    }
  }

  private void upload(ServerRequest in) {
    PhoneRequest asked = PhoneRequest.of(in, lines.lines());
    String caption = in.query().first("caption").orElse("");
    hand.sends(asked.line(), asked.contact(), caption, PhoneRequest.file(in));
  }

  /// A file of a message, inert even when somebody opens it as a page.
  private void file(ServerRequest in, ServerResponse out) {
    Optional<MediaFile> file =
        local.allowsReading(in.headers()) ? found(in) : Optional.<MediaFile>empty();
    out.header(NOT_STORED).header(NO_SNIFF).header(INERT);
    if (file.isEmpty()) {
      out.status(Status.NOT_FOUND_404).send();
      return;
    }
    out.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, file.get().type()));
    out.send(file.get().bytes());
  }

  private Optional<MediaFile> found(ServerRequest in) {
    try {
      PhoneRequest asked = PhoneRequest.of(in, lines.lines());
      return log.file(asked.key(), in.path().pathParameters().get("message"));
    } catch (PhoneFailure failure) {
      return Optional.empty();
    }
  }
}
