package dev.parley.runtime.cli.bench;

import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.PhoneEvent.Tick;
import dev.parley.channel.sandbox.PhoneListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Everybody who texts, told of what their telephones show. Thread-safe.
final class People implements PhoneListener {
  private final Map<String, Texter> byNumber = new ConcurrentHashMap<>();

  /// @param says texts the business
  Texter add(String number, int ordinal, Consumer<String> says) {
    Texter texter = new Texter(ordinal, says);
    byNumber.put(number, texter);
    return texter;
  }

  @Override
  public void happened(PhoneEvent event) {
    Texter texter = byNumber.get(event.contact());
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
