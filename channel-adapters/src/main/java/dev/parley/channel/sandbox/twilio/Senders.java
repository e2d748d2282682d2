package dev.parley.channel.sandbox.twilio;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The numbers and Messaging Services of the account, and where their messages go. Thread-safe.
final class Senders {
  private final Map<String, Hooks> numbers = new LinkedHashMap<>();
  private final Map<String, Service> services = new LinkedHashMap<>();
  private Optional<URI> everyNumber = Optional.empty();

  /// Where what a number receives is posted.
  record Hooks(URI hook, Optional<URI> fallback) {}

  /// @param hasOptOutTypes whether webhooks say what kind of opt-out word came
  record Service(
      String sid,
      URI hook,
      Optional<URI> statusCallback,
      boolean hasOptOutTypes,
      List<String> numbers) {}

  synchronized void number(String number, Hooks hooks) {
    if (!MessageRequest.isE164(number) && !MessageRequest.isShortCode(number)) {
      throw new IllegalArgumentException("a number is written in E.164, or is a short code");
    }
    numbers.put(number, hooks);
  }

  synchronized void everyNumber(URI hook) {
    everyNumber = Optional.of(hook);
  }

  synchronized void service(Service service) {
    services.put(service.sid(), service);
  }

  synchronized Optional<Service> service(String sid) {
    return Optional.ofNullable(services.get(sid));
  }

  synchronized Optional<Service> serviceOf(String number) {
    return services.values().stream()
        .filter(service -> service.numbers().contains(number))
        .findFirst();
  }

  synchronized boolean owns(String number) {
    return numbers.containsKey(number)
        || serviceOf(number).isPresent()
        || (everyNumber.isPresent() && MessageRequest.isE164(number));
  }

  /// Where a message to a number is posted.
  synchronized Optional<Hooks> hooks(String number) {
    Optional<Service> service = serviceOf(number);
    if (service.isPresent()) {
      return Optional.of(new Hooks(service.get().hook(), Optional.empty()));
    }
    return Optional.ofNullable(numbers.get(number))
        .or(() -> everyNumber.map(hook -> new Hooks(hook, Optional.empty())));
  }

  /// The number contacts write to when nothing else is said.
  synchronized Optional<String> first() {
    List<String> all = new ArrayList<>(numbers.keySet());
    services.values().forEach(service -> all.addAll(service.numbers()));
    return all.stream().findFirst();
  }
}
