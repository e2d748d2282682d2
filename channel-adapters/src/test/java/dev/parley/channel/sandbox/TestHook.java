package dev.parley.channel.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Our server as a vendor sees it: keeps what is posted, answers as it is told.
public final class TestHook implements HttpService, AutoCloseable {
  public final List<Got> got = new CopyOnWriteArrayList<>();
  public volatile Function<Got, Answer> answers = any -> new Answer(200, "", "");
  public volatile Function<Got, String> challenge = ask -> ask.query().get("hub.challenge");
  private final Loopback loopback = new Loopback(this);

  /// @param form of a posted form; empty otherwise
  public record Got(
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      Map<String, String> form,
      String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }
  }

  /// What to answer.
  public record Answer(int status, String type, String body) {}

  @Override
  public void routing(HttpRules rules) {
    rules.post("/*", this::post).get("/*", this::get);
  }

  public URI url(String path) {
    return URI.create(loopback.url() + path);
  }

  /// Forms of what was posted to a path.
  public List<Map<String, String>> forms(String path) {
    return got.stream().filter(one -> one.path().equals(path)).map(Got::form).toList();
  }

  private void post(ServerRequest request, ServerResponse response) {
    String body = new String(request.content().as(byte[].class), UTF_8);
    boolean isForm =
        request.headers().first(HeaderNames.CONTENT_TYPE).orElse("").contains("urlencoded");
    Got one = read(request, isForm ? form(body) : Map.of(), body);
    got.add(one);
    Answer answer = answers.apply(one);
    response.status(Status.create(answer.status()));
    if (!answer.type().isEmpty()) {
      response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, answer.type()));
    }
    response.send(answer.body().getBytes(UTF_8));
  }

  private void get(ServerRequest request, ServerResponse response) {
    response.send(challenge.apply(read(request, Map.of(), "")).getBytes(UTF_8));
  }

  private static Got read(ServerRequest request, Map<String, String> form, String body) {
    Map<String, String> headers = new TreeMap<>();
    request.headers().forEach(header -> headers.put(header.headerName().lowerCase(), header.get()));
    Map<String, String> query = new TreeMap<>();
    request.query().names().forEach(name -> query.put(name, request.query().get(name)));
    return new Got(request.path().path(), query, headers, form, body);
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      form.put(
          URLDecoder.decode(pair.substring(0, equals), UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return form;
  }

  @Override
  public void close() {
    loopback.close();
  }
}
