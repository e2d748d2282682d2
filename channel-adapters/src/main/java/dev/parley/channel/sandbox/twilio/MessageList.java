package dev.parley.channel.sandbox.twilio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One page of the account's messages. `DateSent` takes a day or a moment; a message not yet sent
/// counts by the moment it was made.
final class MessageList {
  private static final Set<String> FILTERS =
      Set.of("To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken");
  private static final int PAGE_SIZE = 50;
  private static final int PAGE_SIZE_MAX = 1_000;

  private final Map<String, String> query;
  private final int pageSize;
  private final int page;
  private final Optional<String> after;

  /// @param query decoded, one value per name
  MessageList(Map<String, String> query) {
    for (String name : query.keySet()) {
      if (!FILTERS.contains(name)) {
        throw new Refusal(20001, name);
      }
    }
    this.query = query;
    pageSize = number("PageSize", PAGE_SIZE);
    page = number("Page", 0);
    after = Optional.ofNullable(query.get("PageToken")).map(token -> token.substring(2));
    if (pageSize < 1 || pageSize > PAGE_SIZE_MAX || (page > 0 && after.isEmpty())) {
      throw new Refusal(20001, "PageSize lies between 1 and 1000, and a Page wants a PageToken");
    }
  }

  private int number(String name, int absent) {
    String text = query.get(name);
    if (text == null) {
      return absent;
    }
    if (!text.matches("[0-9]{1,6}")) {
      throw new Refusal(20001, name + " is not a number");
    }
    return Integer.parseInt(text);
  }

  ObjectNode json(String path, List<SmsMessage> newestFirst) {
    List<SmsMessage> matching = newestFirst.stream().filter(this::matches).toList();
    int start = 0;
    if (after.isPresent()) {
      int at = matching.stream().map(SmsMessage::sid).toList().indexOf(after.get());
      start = at < 0 ? matching.size() : at + 1;
    }
    List<SmsMessage> shown = matching.subList(start, Math.min(matching.size(), start + pageSize));
    boolean hasMore = start + shown.size() < matching.size();
    ObjectNode json = Json.object();
    ArrayNode messages = json.putArray("messages");
    shown.forEach(message -> messages.add(message.json()));
    json.put("page", page)
        .put("page_size", pageSize)
        .put("start", page * pageSize)
        .put("end", Math.max(0, page * pageSize + shown.size() - 1))
        .put("first_page_uri", path + uri(0, Optional.empty()))
        .putNull("previous_page_uri")
        .put("uri", path + uri(page, after))
        .put(
            "next_page_uri",
            hasMore ? path + uri(page + 1, Optional.of(shown.getLast().sid())) : null);
    return json;
  }

  private String uri(int number, Optional<String> token) {
    Map<String, String> all = new TreeMap<>(query);
    all.put("PageSize", Integer.toString(pageSize));
    all.put("Page", Integer.toString(number));
    all.remove("PageToken");
    token.ifPresent(sid -> all.put("PageToken", "PA" + sid));
    return all.entrySet().stream()
        .map(pair -> Form.encoded(pair.getKey()) + "=" + Form.encoded(pair.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private boolean matches(SmsMessage message) {
    Instant sent = message.sent().orElse(message.created());
    return is("To", message.to())
        && is("From", message.from().orElse(""))
        && bound("DateSent").stream().allMatch(bound -> bound.holds(sent))
        && bound("DateSent>").stream().allMatch(bound -> !sent.isBefore(bound.from()))
        && bound("DateSent<").stream().allMatch(bound -> sent.isBefore(bound.until()));
  }

  private boolean is(String name, String value) {
    String wanted = query.get(name);
    return wanted == null || wanted.isEmpty() || wanted.equals(value);
  }

  private Optional<Bound> bound(String name) {
    return Optional.ofNullable(query.get(name)).map(Bound::of);
  }

  /// @param until the first moment after it
  private record Bound(Instant from, Instant until) {
    static Bound of(String text) {
      try {
        if (text.length() == 10) {
          Instant day = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
          return new Bound(day, day.plusSeconds(86_400));
        }
        DateTimeFormatter format =
            Character.isDigit(text.charAt(0))
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
                : DateTimeFormatter.RFC_1123_DATE_TIME;
        Instant second = OffsetDateTime.parse(text, format).toInstant();
        return new Bound(second, second.plusSeconds(1));
      } catch (DateTimeException | IndexOutOfBoundsException e) {
        throw new Refusal(20001, "DateSent is neither a day nor a moment");
      }
    }

    boolean holds(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(until);
    }
  }
}
