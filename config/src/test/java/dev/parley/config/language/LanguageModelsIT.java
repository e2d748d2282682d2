package dev.parley.config.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.language.ModelAttempt.Tokens;
import dev.parley.config.language.ModelReply.Answered;
import dev.parley.config.language.ModelReply.Cancelled;
import dev.parley.config.language.ModelReply.Unavailable;
import dev.parley.config.language.ModelSettings.Budget;
import dev.parley.config.language.ModelSettings.ConfiguredModel;
import dev.parley.config.language.ModelSettings.JsonMode;
import dev.parley.config.language.ModelSettings.Price;
import dev.parley.config.language.ModelSettings.Vendor;
import dev.parley.config.language.ScriptedServer.Scene;
import dev.parley.config.settings.Secret;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

@Timeout(90)
class LanguageModelsIT {
  private static final String KEY = "sk-very-secret-key";
  private static final String ANSWER = "{\"answers\":[],\"reply\":\"Olá, \\\"Ana\\\"! 😀\"}";
  private static final ReplySchema SCHEMA =
      new ReplySchema(
          "shape",
          new ReplySchema.Thing(
              "what was understood",
              Map.of("reply", new ReplySchema.Text("words for the contact"))));
  private static final ModelRequest REQUEST =
      new ModelRequest(
          "Static instructions.",
          "What is new: secret-words-of-the-contact",
          SCHEMA,
          Optional.of("reply"),
          ModelRequest.Pace.TURN);
  private static final Price PRICE =
      new Price(
          BigDecimal.valueOf(3),
          BigDecimal.valueOf(15),
          new BigDecimal("0.3"),
          new BigDecimal("3.75"));
  private static final Budget ROOMY = new Budget(15_000, 15_000, 20_000, 700);
  // The provider that is well has the same budget: room enough for it on a busy machine.
  private static final Budget IMPATIENT = new Budget(4_000, 20_000, 60_000, 700);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Budget RESTLESS = new Budget(20_000, 4_000, 60_000, 700);

  private final ScriptedServer first = new ScriptedServer();
  private final ScriptedServer second = new ScriptedServer();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Heard heard = new Heard();
  private Optional<LanguageModels> opened = Optional.empty();

  @BeforeEach
  void listenToTheLog() {
    log.start();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
  }

  @AfterEach
  void endAndFindNoSecretInTheLog() {
    opened.ifPresent(LanguageModels::close);
    first.close();
    second.close();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    assertThat(logged()).doesNotContain(KEY, "secret-words-of-the-contact", "Olá");
  }

  private String logged() {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      text.append(event.getFormattedMessage()).append('\n');
      for (var thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
        text.append(thrown.getMessage()).append('\n');
      }
    }
    return text.toString();
  }

  private ConfiguredModel at(ScriptedServer server, Vendor vendor, JsonMode mode) {
    return new ConfiguredModel(
        vendor,
        server == first ? "model-one" : "model-two",
        Optional.of(Secret.of(KEY)),
        server.url("/v1"),
        mode,
        Optional.of(PRICE));
  }

  private LanguageModels open(Budget turn, ConfiguredModel... models) {
    return open(turn, 500, models);
  }

  private LanguageModels open(Budget turn, long retryWaitMaxMillis, ConfiguredModel... models) {
    ModelSettings settings =
        new ModelSettings(
            List.of(models),
            turn,
            turn,
            retryWaitMaxMillis,
            3,
            60_000,
            OptionalDouble.empty(),
            4,
            20_000);
    LanguageModels model = LanguageModels.open(settings, Clock.systemUTC());
    opened = Optional.of(model);
    return model;
  }

  private LanguageModels anthropicFirst(Budget turn) {
    return open(
        turn,
        at(first, Vendor.ANTHROPIC, JsonMode.SCHEMA),
        at(second, Vendor.OPENAI, JsonMode.SCHEMA));
  }

  private static List<Outcome> outcomes(ModelReply reply) {
    return reply.attempts().stream().map(ModelAttempt::outcome).toList();
  }

  private static ScriptedServer.Heard next(ScriptedServer server) {
    ScriptedServer.Heard request = server.requests().poll();
    assertThat(request).as("a request").isNotNull();
    return request;
  }

  private static ModelRequest showing(Picture... pictures) {
    return new ModelRequest(
        "Static instructions.",
        "What is asked",
        SCHEMA,
        Optional.empty(),
        ModelRequest.Pace.TURN,
        List.of(pictures));
  }

  @Test
  void showsAnthropicPicturesAndDocuments() {
    first.then(VendorScenes.anthropic(ANSWER));
    LanguageModels models = anthropicFirst(ROOMY);

    models.ask(
        showing(
            new Picture("image/png", new byte[] {1, 2, 3}),
            new Picture("application/pdf", new byte[] {4, 5, 6})));

    assertThat(models.seesPictures()).isTrue();
    assertThat(next(first).body())
        .contains("\"image/png\"", "\"AQID\"")
        .contains("\"document\"", "\"application/pdf\"", "\"BAUG\"")
        .contains("What is asked");
  }

  @Test
  void showsNothingToAModelThatDoesNotSee() {
    second.then(VendorScenes.openAi(ANSWER));
    ConfiguredModel blind = at(first, Vendor.OPENAI, JsonMode.SCHEMA);
    ConfiguredModel other = at(second, Vendor.OPENAI, JsonMode.SCHEMA);
    ConfiguredModel seeing =
        new ConfiguredModel(
            other.vendor(),
            other.model(),
            other.key(),
            other.baseUrl(),
            other.json(),
            other.price(),
            true);

    assertThat(open(ROOMY, blind).seesPictures()).isFalse();
    opened.ifPresent(LanguageModels::close);
    open(ROOMY, blind, seeing).ask(showing(new Picture("image/png", new byte[] {1, 2, 3})));

    assertThat(first.requests()).isEmpty();
    assertThat(next(second).body()).contains("data:image/png;base64,AQID");
  }

  @Test
  void asksAnthropicWithCachedInstructionsAndASchema() {
    first.then(VendorScenes.anthropic(ANSWER));
    ModelReply reply = anthropicFirst(ROOMY).ask(REQUEST, heard);

    assertThat(reply).isInstanceOf(Answered.class);
    assertThat(((Answered) reply).json()).isEqualTo(ANSWER);
    assertThat(((Answered) reply).complete()).isTrue();
    assertThat(heard.members).containsExactly("answers=[]");
    assertThat(String.join("", heard.texts)).isEqualTo("Olá, \"Ana\"! 😀");

    ModelAttempt attempt = ((Answered) reply).by();
    assertThat(attempt.provider()).isEqualTo("anthropic");
    assertThat(attempt.model()).isEqualTo("model-one");
    assertThat(attempt.tokens()).isEqualTo(new Tokens(1000, 900, 60, 25));
    assertThat(attempt.costMicros()).hasValue(40 * 3 + 270 + 225 + 25 * 15);
    assertThat(attempt.firstTextMillis()).isPresent();
    assertThat(attempt.firstTextMillis().getAsLong()).isLessThanOrEqualTo(attempt.totalMillis());

    ScriptedServer.Heard request = next(first);
    assertThat(request.line()).isEqualTo("POST /v1/messages HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("x-api-key", KEY)
        .containsEntry("anthropic-version", "2023-06-01");
    ObjectNode body = VendorScenes.body(request);
    assertThat(body.at("/model").asText()).isEqualTo("model-one");
    assertThat(body.at("/stream").asBoolean()).isTrue();
    assertThat(body.at("/max_tokens").asInt()).isEqualTo(700);
    assertThat(body.has("temperature")).isFalse();
    assertThat(body.at("/system/0/text").asText()).isEqualTo("Static instructions.");
    assertThat(body.at("/system/0/cache_control/type").asText()).isEqualTo("ephemeral");
    assertThat(body.at("/messages/0/role").asText()).isEqualTo("user");
    assertThat(body.at("/messages/0/content/0/text").asText()).startsWith("What is new");
    assertThat(body.at("/messages/0/content/0/cache_control").isMissingNode()).isTrue();
    assertThat(body.at("/output_config/format/type").asText()).isEqualTo("json_schema");
    assertSchema(body.at("/output_config/format/schema"));
  }

  @Test
  void asksOpenAiWithAStrictSchema() {
    first.then(VendorScenes.openAi(ANSWER));
    ModelReply reply = open(ROOMY, at(first, Vendor.OPENAI, JsonMode.SCHEMA)).ask(REQUEST, heard);

    assertThat(((Answered) reply).json()).isEqualTo(ANSWER);
    assertThat(String.join("", heard.texts)).isEqualTo("Olá, \"Ana\"! 😀");
    assertThat(((Answered) reply).by().tokens()).isEqualTo(new Tokens(1000, 900, 0, 25));

    ScriptedServer.Heard request = next(first);
    assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer " + KEY)
        .doesNotContainKeys("upgrade", "http2-settings");
    ObjectNode body = VendorScenes.body(request);
    assertThat(body.at("/max_tokens").asInt()).isEqualTo(700);
    assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
    assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
    assertThat(body.at("/messages/0/content").asText()).isEqualTo("Static instructions.");
    assertThat(body.at("/messages/1/role").asText()).isEqualTo("user");
    assertThat(body.at("/response_format/type").asText()).isEqualTo("json_schema");
    assertThat(body.at("/response_format/json_schema/strict").asBoolean()).isTrue();
    assertThat(body.at("/response_format/json_schema/name").asText()).isEqualTo("shape");
    assertSchema(body.at("/response_format/json_schema/schema"));
  }

  private static void assertSchema(JsonNode schema) {
    assertThat(schema.at("/type").asText()).isEqualTo("object");
    assertThat(schema.at("/properties/reply/type").asText()).isEqualTo("string");
    assertThat(schema.at("/required/0").asText()).isEqualTo("reply");
    assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void asksByAForcedToolCall(Vendor vendor) {
    first.then(
        VendorScenes.streamed(
            switch (vendor) {
              case ANTHROPIC -> VendorScenes.anthropicToolEvents(ANSWER);
              case OPENAI -> VendorScenes.openAiToolEvents(ANSWER);
            }));
    ModelReply reply = open(ROOMY, at(first, vendor, JsonMode.TOOL)).ask(REQUEST, heard);

    assertThat(((Answered) reply).json()).isEqualTo(ANSWER);
    assertThat(String.join("", heard.texts)).isEqualTo("Olá, \"Ana\"! 😀");
    ObjectNode body = VendorScenes.body(next(first));
    String tool = vendor == Vendor.ANTHROPIC ? "/tools/0/name" : "/tools/0/function/name";
    String schema =
        vendor == Vendor.ANTHROPIC ? "/tools/0/input_schema" : "/tools/0/function/parameters";
    assertThat(body.at(tool).asText()).isEqualTo("shape");
    assertThat(body.at(schema + "/properties/reply/type").asText()).isEqualTo("string");
    JsonNode choice = body.at("/tool_choice");
    assertThat(choice.isTextual() ? choice.asText() : choice.at("/type").asText())
        .isEqualTo(vendor == Vendor.ANTHROPIC ? "any" : "required");
  }

  @Test
  void asksInWordsWhereNothingElseIsUnderstood() {
    first.then(VendorScenes.openAi(ANSWER));
    ModelReply reply = open(ROOMY, at(first, Vendor.OPENAI, JsonMode.TEXT)).ask(REQUEST);

    assertThat(((Answered) reply).json()).isEqualTo(ANSWER);
    ObjectNode body = VendorScenes.body(next(first));
    assertThat(body.has("response_format")).isFalse();
    assertThat(body.has("tools")).isFalse();
    assertThat(body.at("/messages/0/content").asText())
        .startsWith("Static instructions.")
        .contains(SCHEMA.json());
  }

  @Test
  void findsTheJsonModeAProviderTakesAndKeepsIt() {
    Scene rejection =
        stage ->
            stage.respond(
                400, "", VendorScenes.openAiError("invalid_request_error", "unsupported"));
    first.then(rejection).then(VendorScenes.streamed(VendorScenes.openAiToolEvents(ANSWER)));
    first.then(VendorScenes.streamed(VendorScenes.openAiToolEvents(ANSWER)));
    LanguageModels model = open(ROOMY, at(first, Vendor.OPENAI, JsonMode.AUTO));

    assertThat(outcomes(model.ask(REQUEST))).containsExactly(Outcome.REJECTED, Outcome.ANSWERED);
    assertThat(outcomes(model.ask(REQUEST))).containsExactly(Outcome.ANSWERED);
    assertThat(VendorScenes.body(next(first)).has("response_format")).isTrue();
    assertThat(VendorScenes.body(next(first)).has("tools")).isTrue();
    assertThat(VendorScenes.body(next(first)).has("tools")).isTrue();
  }

  @Test
  void keepsAJsonModeThatWasTakenButThenBroke() {
    Scene rejection = error(400, "", VendorScenes.openAiError("invalid_request_error", "no"));
    Scene broken = VendorScenes.streamed(List.of("data: {]\n\n"));
    first.then(rejection).then(broken).then(broken);
    first.then(VendorScenes.streamed(VendorScenes.openAiToolEvents(ANSWER)));
    LanguageModels model = open(ROOMY, at(first, Vendor.OPENAI, JsonMode.AUTO));
    assertThat(outcomes(model.ask(REQUEST)))
        .containsExactly(Outcome.REJECTED, Outcome.BROKEN_STREAM, Outcome.BROKEN_STREAM);
    assertThat(outcomes(model.ask(REQUEST))).containsExactly(Outcome.ANSWERED);
  }

  static Stream<Arguments> failuresThatAreRetriedOnce() {
    return Stream.of(
        Arguments.of(
            Outcome.RATE_LIMITED,
            Vendor.ANTHROPIC,
            error(429, "retry-after: 0\r\n", VendorScenes.anthropicError("rate_limit_error"))),
        Arguments.of(
            Outcome.OVERLOADED,
            Vendor.ANTHROPIC,
            error(529, "", VendorScenes.anthropicError("overloaded_error"))),
        Arguments.of(
            Outcome.SERVER_ERROR,
            Vendor.ANTHROPIC,
            error(500, "", VendorScenes.anthropicError("api_error"))),
        Arguments.of(
            Outcome.SERVER_ERROR, Vendor.OPENAI, error(502, "", "<html>Bad gateway</html>")),
        Arguments.of(Outcome.CONNECTION, Vendor.OPENAI, (Scene) ScriptedServer.Stage::reset),
        Arguments.of(
            Outcome.BROKEN_STREAM,
            Vendor.ANTHROPIC,
            (Scene)
                stage -> {
                  stage.openStream();
                  stage.chunk(VendorScenes.anthropicStart("text", "\"text\":\"\"").getFirst());
                  stage.cut();
                }),
        Arguments.of(
            Outcome.BROKEN_STREAM,
            Vendor.OPENAI,
            VendorScenes.streamed(
                VendorScenes.openAiEvents("{\"answers\":[", "stop").subList(0, 3))),
        Arguments.of(
            Outcome.BROKEN_STREAM,
            Vendor.ANTHROPIC,
            VendorScenes.streamed(
                VendorScenes.anthropicEvents("{\"answers\":[", "end_turn").subList(0, 5))),
        Arguments.of(
            Outcome.BROKEN_STREAM,
            Vendor.ANTHROPIC,
            VendorScenes.streamed(List.of("event: message_start\ndata: {\"type\":\n\n"))),
        Arguments.of(
            Outcome.BROKEN_STREAM, Vendor.OPENAI, VendorScenes.streamed(List.of("data: {]\n\n"))),
        Arguments.of(Outcome.BROKEN_STREAM, Vendor.OPENAI, error(200, "", "{\"choices\":[]}")),
        Arguments.of(
            Outcome.OVERLOADED,
            Vendor.ANTHROPIC,
            VendorScenes.streamed(
                List.of(
                    VendorScenes.anthropicStart("text", "\"text\":\"\"").getFirst(),
                    "event: error\ndata: "
                        + VendorScenes.anthropicError("overloaded_error")
                        + "\n\n"))),
        Arguments.of(
            Outcome.SERVER_ERROR,
            Vendor.OPENAI,
            VendorScenes.streamed(
                List.of("data: " + VendorScenes.openAiError("server_error", "-") + "\n\n"))),
        Arguments.of(Outcome.EMPTY, Vendor.ANTHROPIC, VendorScenes.anthropic("")),
        Arguments.of(Outcome.EMPTY, Vendor.OPENAI, VendorScenes.openAi(" \n")));
  }

  private static Scene error(int status, String headers, String body) {
    return stage -> stage.respond(status, headers, body);
  }

  @ParameterizedTest
  @MethodSource("failuresThatAreRetriedOnce")
  void retriesOnceWhereThatMayHelp(Outcome outcome, Vendor vendor, Scene failure) {
    first
        .then(failure)
        .then(
            vendor == Vendor.ANTHROPIC
                ? VendorScenes.anthropic(ANSWER)
                : VendorScenes.openAi(ANSWER));
    ModelReply reply = open(ROOMY, at(first, vendor, JsonMode.SCHEMA)).ask(REQUEST, heard);
    assertThat(outcomes(reply)).containsExactly(outcome, Outcome.ANSWERED);
    assertThat(((Answered) reply).json()).isEqualTo(ANSWER);
  }

  @ParameterizedTest
  @MethodSource("failuresThatAreRetriedOnce")
  void goesToTheNextProviderAfterOneRetry(Outcome outcome, Vendor vendor, Scene failure) {
    first.then(failure).then(failure);
    second.then(VendorScenes.openAi(ANSWER));
    ModelReply reply =
        open(ROOMY, at(first, vendor, JsonMode.SCHEMA), at(second, Vendor.OPENAI, JsonMode.SCHEMA))
            .ask(REQUEST);
    assertThat(outcomes(reply)).containsExactly(outcome, outcome, Outcome.ANSWERED);
    assertThat(((Answered) reply).by().model()).isEqualTo("model-two");
    assertThat(first.requests()).hasSize(2);
    assertThat(reply.usage().requests()).isEqualTo(3);
  }

  static Stream<Arguments> failuresThatAreNotRetried() {
    return Stream.of(
        Arguments.of(
            Outcome.UNAUTHORIZED,
            error(401, "", VendorScenes.openAiError("invalid_request_error", "invalid_api_key"))),
        Arguments.of(
            Outcome.UNKNOWN_MODEL,
            error(404, "", VendorScenes.openAiError("invalid_request_error", "model_not_found"))),
        Arguments.of(
            Outcome.NO_CREDIT,
            error(429, "", VendorScenes.openAiError("insufficient_quota", "insufficient_quota"))),
        Arguments.of(
            Outcome.FILTERED,
            error(400, "", VendorScenes.openAiError("invalid_request", "content_filter"))),
        Arguments.of(
            Outcome.REJECTED,
            error(400, "", VendorScenes.openAiError("invalid_request_error", "bad_shape"))),
        Arguments.of(Outcome.REJECTED, error(307, "location: http://127.0.0.1:9/\r\n", "")),
        Arguments.of(
            Outcome.RATE_LIMITED,
            error(
                429,
                "retry-after: 30\r\n",
                VendorScenes.openAiError("requests", "rate_limit_exceeded"))),
        Arguments.of(
            Outcome.RATE_LIMITED,
            error(429, "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n", "busy")),
        Arguments.of(
            Outcome.REFUSED,
            VendorScenes.streamed(VendorScenes.openAiRefusal("I cannot help with that."))),
        Arguments.of(
            Outcome.FILTERED,
            VendorScenes.streamed(VendorScenes.openAiEvents("{\"ans", "content_filter"))),
        Arguments.of(
            Outcome.TOO_LARGE,
            VendorScenes.streamed(VendorScenes.openAiEvents("x".repeat(2_000), "stop"))));
  }

  @ParameterizedTest
  @MethodSource("failuresThatAreNotRetried")
  void goesStraightToTheNextProviderWhereARetryCannotHelp(Outcome outcome, Scene failure) {
    first.then(failure);
    second.then(VendorScenes.anthropic(ANSWER));
    ModelReply reply =
        open(
                ROOMY,
                at(first, Vendor.OPENAI, JsonMode.SCHEMA),
                at(second, Vendor.ANTHROPIC, JsonMode.SCHEMA))
            .ask(REQUEST);
    assertThat(outcomes(reply)).containsExactly(outcome, Outcome.ANSWERED);
    assertThat(first.requests()).hasSize(1);
    assertThat(logged()).contains("openai:model-one did not answer: " + outcome.code());
  }

  @Test
  void takesAnthropicsRefusalForOne() {
    first.then(VendorScenes.streamed(VendorScenes.anthropicEvents("I won't.", "refusal")));
    ModelReply reply = open(ROOMY, at(first, Vendor.ANTHROPIC, JsonMode.SCHEMA)).ask(REQUEST);
    assertThat(((Unavailable) reply).reason()).isEqualTo(Outcome.REFUSED);
    assertThat(reply.usage().tokens().output()).isEqualTo(25);
  }

  @Test
  void waitsAsLongAsTheProviderAsksWhenThatFits() {
    first
        .then(error(429, "retry-after-ms: 120\r\nretry-after: 9\r\n", "{}"))
        .then(VendorScenes.openAi(ANSWER));
    long before = System.nanoTime();
    ModelReply reply = open(ROOMY, at(first, Vendor.OPENAI, JsonMode.SCHEMA)).ask(REQUEST);
    assertThat(outcomes(reply)).containsExactly(Outcome.RATE_LIMITED, Outcome.ANSWERED);
    assertThat((System.nanoTime() - before) / 1_000_000).isGreaterThanOrEqualTo(120);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void tellsAnAnswerThatHitItsTokenLimit(Vendor vendor) {
    first.then(
        VendorScenes.streamed(
            switch (vendor) {
              case ANTHROPIC -> VendorScenes.anthropicEvents("{\"answers\":[],\"rep", "max_tokens");
              case OPENAI -> VendorScenes.openAiEvents("{\"answers\":[],\"rep", "length");
            }));
    ModelReply reply = open(ROOMY, at(first, vendor, JsonMode.SCHEMA)).ask(REQUEST, heard);
    assertThat(((Answered) reply).complete()).isFalse();
    assertThat(outcomes(reply)).containsExactly(Outcome.CUT_SHORT);
    assertThat(heard.members).containsExactly("answers=[]");
  }

  @Test
  void leavesAProviderThatIsSlowToBegin() {
    first.then(ScriptedServer.Stage::stall);
    second.then(VendorScenes.openAi(ANSWER));
    ModelReply reply = anthropicFirst(IMPATIENT).ask(REQUEST);
    assertThat(outcomes(reply)).containsExactly(Outcome.SLOW_FIRST_TEXT, Outcome.ANSWERED);
    assertThat(reply.attempts().getFirst().firstTextMillis()).isEmpty();
  }

  @Test
  void leavesAProviderThatSendsOnlyPings() {
    first.then(
        stage -> {
          stage.openStream();
          for (String event : VendorScenes.anthropicStart("text", "\"text\":\"\"")) {
            stage.chunk(event);
          }
          stage.stall();
        });
    second.then(VendorScenes.openAi(ANSWER));
    ModelReply reply = anthropicFirst(IMPATIENT).ask(REQUEST);
    assertThat(outcomes(reply)).containsExactly(Outcome.SLOW_FIRST_TEXT, Outcome.ANSWERED);
  }

  private static Scene stallsAfter(String text) {
    List<String> events = VendorScenes.anthropicEvents(text, "end_turn");
    return stage -> {
      stage.openStream();
      for (String event : events.subList(0, events.size() - 3)) {
        stage.chunk(event);
      }
      stage.stall();
    };
  }

  @Test
  void leavesAProviderThatStallsBeforeTheReply() {
    first.then(stallsAfter("{\"answers\":[],"));
    second.then(VendorScenes.openAi(ANSWER));
    ModelReply reply = anthropicFirst(RESTLESS).ask(REQUEST, heard);
    assertThat(outcomes(reply)).containsExactly(Outcome.STALLED, Outcome.ANSWERED);
    assertThat(heard.members).containsExactly("answers=[]", "answers=[]");
  }

  @Test
  void doesNotSpeakTwiceWhenAReplyBreaksOff() {
    first.then(stallsAfter("{\"answers\":[],\"reply\":\"Good mor"));
    ModelReply reply = anthropicFirst(RESTLESS).ask(REQUEST, heard);
    assertThat(((Unavailable) reply).reason()).isEqualTo(Outcome.STALLED);
    assertThat(((Unavailable) reply).partial()).endsWith("Good mor");
    assertThat(String.join("", heard.texts)).isEqualTo("Good mor");
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void endsWithinTheBudgetOfTheWholeCall() {
    first.then(ScriptedServer.Stage::stall);
    second.then(ScriptedServer.Stage::stall);
    long before = System.nanoTime();
    ModelReply reply = anthropicFirst(new Budget(3_000, 3_000, 5_000, 700)).ask(REQUEST);
    assertThat(outcomes(reply)).containsExactly(Outcome.SLOW_FIRST_TEXT, Outcome.OUT_OF_TIME);
    assertThat(((Unavailable) reply).reason()).isEqualTo(Outcome.OUT_OF_TIME);
    assertThat((System.nanoTime() - before) / 1_000_000).isBetween(5_000L, 30_000L);
  }

  @Test
  void leavesADeadProviderAloneAfterAFewCalls() {
    LanguageModels model = anthropicFirst(IMPATIENT);
    for (int call = 0; call < 3; call++) {
      first.then(ScriptedServer.Stage::stall);
      second.then(VendorScenes.openAi(ANSWER));
      assertThat(outcomes(model.ask(REQUEST)))
          .containsExactly(Outcome.SLOW_FIRST_TEXT, Outcome.ANSWERED);
    }
    second.then(VendorScenes.openAi(ANSWER));
    assertThat(outcomes(model.ask(REQUEST))).containsExactly(Outcome.COOLING, Outcome.ANSWERED);
    assertThat(first.requests()).hasSize(3);
  }

  @Test
  void isUnavailableAtOnceWhenEveryProviderIsLeftAlone() {
    first.then(error(401, "", VendorScenes.anthropicError("authentication_error")));
    LanguageModels model = open(ROOMY, at(first, Vendor.ANTHROPIC, JsonMode.SCHEMA));
    assertThat(((Unavailable) model.ask(REQUEST)).reason()).isEqualTo(Outcome.UNAUTHORIZED);
    assertThat(((Unavailable) model.ask(REQUEST)).reason()).isEqualTo(Outcome.COOLING);
    assertThat(first.requests()).as("a wrong key is not tried again").hasSize(1);
  }

  @Test
  void cannotReachAServerThatIsNotThere() {
    first.close();
    ModelReply reply = open(ROOMY, at(first, Vendor.OPENAI, JsonMode.SCHEMA)).ask(REQUEST);
    assertThat(outcomes(reply)).containsExactly(Outcome.CONNECTION, Outcome.CONNECTION);
    assertThat(outcomes(opened.orElseThrow().ask(REQUEST)))
        .as("the third failure leaves it alone, the retry included")
        .containsExactly(Outcome.CONNECTION);
    assertThat(outcomes(opened.orElseThrow().ask(REQUEST))).containsExactly(Outcome.COOLING);
  }

  @Test
  void cancelsPromptlyAndDropsWhatComesLate() throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    first.then(
        stage -> {
          stallsUntilTheClientLeaves(stage);
          hung.countDown();
        });
    ModelCall call = anthropicFirst(ROOMY).start(REQUEST, heard);
    await().atMost(PATIENCE).until(() -> !heard.texts.isEmpty());
    call.cancel();
    ModelReply reply = call.await();
    assertThat(reply).isInstanceOf(Cancelled.class);
    assertThat(outcomes(reply)).containsExactly(Outcome.CANCELLED);
    int texts = heard.texts.size();
    hung.await();
    assertThat(heard.texts).hasSize(texts);
    assertThat(second.requests()).isEmpty();
    call.cancel();
    assertThat(call.await()).isSameAs(reply);
  }

  private static void stallsUntilTheClientLeaves(ScriptedServer.Stage stage) {
    List<String> events = VendorScenes.anthropicEvents("{\"reply\":\"Good morning", "end_turn");
    try {
      stage.openStream();
      for (String event : events.subList(0, events.size() - 3)) {
        stage.chunk(event);
      }
      assertThat(stage.socket().getInputStream().read()).as("the client leaves").isNegative();
      stage.chunk(events.get(4));
    } catch (java.io.IOException e) {
      // It left with a reset: as good.
      return;
    }
  }

  @Test
  void cancelsBeforeTheFirstByteAndWhileWaitingToRetry() {
    first.then(ScriptedServer.Stage::stall).then(error(529, "retry-after: 9\r\n", "{}"));
    LanguageModels model = open(ROOMY, 10_000, at(first, Vendor.ANTHROPIC, JsonMode.SCHEMA));
    ModelCall stalled = model.start(REQUEST, heard);
    await().atMost(PATIENCE).until(() -> first.requests().size() == 1);
    stalled.cancel();
    assertThat(stalled.await()).isInstanceOf(Cancelled.class);

    ModelCall waiting = model.start(REQUEST, heard);
    await().atMost(PATIENCE).until(() -> logged().contains("overloaded"));
    waiting.cancel();
    assertThat(waiting.await()).isInstanceOf(Cancelled.class);
    assertThat(first.requests()).hasSize(2);
  }

  @Test
  void cancelsWhenTheWaitingThreadIsInterrupted() throws Exception {
    first.then(ScriptedServer.Stage::stall);
    LanguageModels model = open(ROOMY, at(first, Vendor.ANTHROPIC, JsonMode.SCHEMA));
    List<Object> seen = new CopyOnWriteArrayList<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  seen.add(model.ask(REQUEST));
                  seen.add(Thread.currentThread().isInterrupted());
                });
    await().atMost(PATIENCE).until(() -> first.requests().size() == 1);
    waiting.interrupt();
    waiting.join();
    assertThat(seen.get(0)).isInstanceOf(Cancelled.class);
    assertThat(seen.get(1)).isEqualTo(true);
  }

  @Test
  void turnsCallsAwayOverItsLimit() {
    LanguageModels model = open(ROOMY, at(first, Vendor.ANTHROPIC, JsonMode.SCHEMA));
    List<ModelCall> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      first.then(ScriptedServer.Stage::stall);
      calls.add(model.start(REQUEST, PartialListener.NONE));
    }
    ModelReply reply = model.ask(REQUEST);
    assertThat(((Unavailable) reply).reason()).isEqualTo(Outcome.BUSY);
    assertThat(reply.usage().requests()).isZero();
    calls.forEach(ModelCall::cancel);
    calls.forEach(call -> assertThat(call.await()).isInstanceOf(Cancelled.class));
  }

  @Test
  void answersManyCallsAtOnceEachWithItsOwn() {
    for (int i = 0; i < 4; i++) {
      first.then(
          stage -> {
            String asked = "{\"reply\":\"for somebody\"}";
            VendorScenes.anthropic(asked).play(stage);
          });
    }
    LanguageModels model = open(ROOMY, at(first, Vendor.ANTHROPIC, JsonMode.SCHEMA));
    List<ModelCall> calls =
        Stream.generate(() -> model.start(REQUEST, PartialListener.NONE)).limit(4).toList();
    assertThat(calls).allSatisfy(call -> assertThat(call.await()).isInstanceOf(Answered.class));
  }

  private static final class Heard implements PartialListener {
    final List<String> members = new CopyOnWriteArrayList<>();
    final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void member(String name, String json) {
      members.add(name + "=" + json);
    }

    @Override
    public void text(String piece) {
      texts.add(piece);
    }
  }
}
