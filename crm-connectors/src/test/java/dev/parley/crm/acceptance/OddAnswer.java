package dev.parley.crm.acceptance;

import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.ByteString;

/// What a system, or whatever stands before it, may answer instead of what its contract says.
enum OddAnswer {
  A_PAGE_TO_SIGN_IN(html(200)),
  A_BROKEN_GATEWAY(html(502)),
  A_PAGE_THAT_IS_NOT_FOUND(html(404)),
  A_PROXYS_REFUSAL(html(400)),
  A_GATE_THAT_IS_SHUT(html(403)),
  NOTHING_AT_ALL(json(200, "")),
  NO_CONTENT(new MockResponse.Builder().code(204)),
  JSON_NULL(json(200, "null")),
  AN_EMPTY_LIST(json(200, "[]")),
  AN_EMPTY_OBJECT(json(200, "{}")),
  A_NUMBER(json(200, "17")),
  SUCCESS_WITH_AN_ERROR_INSIDE(json(200, "{\"success\":false,\"error\":\"Something went wrong\"}")),
  SUCCESS_WITHOUT_A_WORD(json(200, "{\"success\":true}")),
  AN_OBJECT_WITH_AN_ERROR(json(200, "{\"status\":\"error\",\"message\":\"Internal\"}")),
  HALF_OF_IT(json(200, "{\"id\":\"12")),
  WORDS_WHERE_RECORDS_BELONG(json(200, "{\"data\":\"soon\",\"results\":7,\"id\":[],\"items\":{}}")),
  DEEPER_THAN_ANYBODY_READS(json(200, "[".repeat(100_000))),
  MORE_THAN_ANYBODY_READS(json(200, "{\"data\":\"" + "x".repeat(3 << 20) + "\"}")),
  A_NUMBER_WITHOUT_END(json(200, "{\"id\":" + "9".repeat(50_000) + "}")),
  BYTES_THAT_ARE_NO_TEXT(
      new MockResponse.Builder()
          .addHeader("Content-Type", "application/json")
          .body(new Buffer().write(ByteString.decodeHex("7b22fffe00c328220a")))),
  TEXT_THAT_CALLS_ITSELF_AN_IMAGE(
      new MockResponse.Builder().addHeader("Content-Type", "image/png").body("not one")),
  A_WAY_INSIDE(
      new MockResponse.Builder()
          .code(302)
          .addHeader("Location", "http://169.254.169.254/latest/meta-data/")),
  SLOW_DOWN(json(429, "{}")),
  SLOW_DOWN_UNTIL_A_DATE(json(429, "").addHeader("Retry-After", "Wed, 21 Oct 2099 07:28:00 GMT")),
  SLOW_DOWN_UNTIL_LONG_AGO(json(429, "").addHeader("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")),
  SLOW_DOWN_UNTIL_NEVER(json(429, "").addHeader("Retry-After", "soon, -5, NaN")),
  A_HANG_UP(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket())),
  A_HANG_UP_IN_THE_MIDDLE(
      json(200, "{\"id\":\"" + "1".repeat(10_000) + "\"}")
          .onResponseBody(new SocketEffect.CloseSocket()));

  @SuppressWarnings("ImmutableEnumChecker") // built, and never changed after
  private final MockResponse response;

  OddAnswer(MockResponse.Builder response) {
    this.response = response.build();
  }

  MockResponse response() {
    return response;
  }

  private static MockResponse.Builder html(int status) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "text/html")
        .body("<html><body>Please sign in, or come back later.</body></html>");
  }

  private static MockResponse.Builder json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body);
  }
}
