package dev.parley.runtime.cli.bench;

import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.PhoneEvent.Tick;
import dev.parley.channel.sandbox.PhoneListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// Everybody who texts, told of what their telephones show. Thread-safe.
final class People implements PhoneListener {
  private final Map<String, Texter> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger born = new AtomicInteger();
  private final IntFunction<Person> persons;

  /// @param persons each ordinal's own, with a telephone at the vendor's
  People(IntFunction<Person> persons) {
    this.persons = persons;
  }

  /// Someone with a telephone.
  ///
  /// @param says texts the business
  record Person(String address, Consumer<String> says) {}

  /// A person nobody has been yet, whose telephone tells this texter from now on.
  Consumer<String> another(Texter texter) {
    Person person = persons.apply(born.getAndIncrement());
    byAddress.put(person.address(), texter);
    return person.says();
  }

  @Override
  public void happened(PhoneEvent event) {
    Texter texter = byAddress.get(event.contact());
    if (texter == null) {
      return;
    }
    switch (event) {
      case PhoneEvent.Shown shown when shown.message().own() -> texter.sent(shown.message().id());
      case PhoneEvent.Shown _ -> texter.answered();
      case PhoneEvent.Ticked ticked when ticked.tick() == Tick.DELIVERED ->
          texter.taken(ticked.messageId());
      case PhoneEvent.Ticked _, PhoneEvent.Typing _ -> {
        // How far an answer came is the vendor's affair.
      }
    }
  }
}
