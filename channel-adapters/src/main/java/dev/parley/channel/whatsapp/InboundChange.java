package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.CleanText;
import dev.parley.channel.ConsentSignal;
import dev.parley.channel.DeliveryReceipt;
import dev.parley.channel.DeliveryReceipt.Status;
import dev.parley.channel.Failure;
import dev.parley.channel.IdentityChange;
import dev.parley.channel.InboundMessage;
import dev.parley.channel.Referral;
import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One change of a webhook, about one of our numbers, in our words. Used by one thread.
final class InboundChange {
  private static final String PREFERENCES = "whatsapp_user_preferences";
  private static final int ID_CHARS_MAX = 512;
  private static final int TIMESTAMP_DIGITS_MAX = 12;

  private final String bindingAddress;
  private final GraphErrors errors;
  private final BatchBuilder batch;
  private final Instant now;

  /// @param now stands in where Meta does not say when
  InboundChange(String bindingAddress, GraphErrors errors, BatchBuilder batch, Instant now) {
    this.bindingAddress = bindingAddress;
    this.errors = errors;
    this.batch = batch;
    this.now = now;
  }

  void add(String field, JsonNode value) {
    switch (field) {
      case "messages" -> {
        var people = new People(value.path("contacts"));
        for (JsonNode item : value.path("messages")) {
          WireMessage.of(item).ifPresentOrElse(each -> message(each, people), batch::unread);
        }
        for (WireStatus each :
            Wire.items(value.path("statuses"), WireStatus.class, batch::unread)) {
          receipt(each);
        }
      }
      case "user_preferences" -> {
        for (WirePreference each :
            Wire.items(value.path("user_preferences"), WirePreference.class, batch::unread)) {
          preference(each);
        }
      }
      default -> {
        // Templates, quality, calls, groups: nothing a conversation waits for.
      }
    }
  }

  private void message(WireMessage message, People people) {
    if (message.groupId() != null) {
      return;
    }
    if (message.system() != null) {
      identity(message, message.system());
      return;
    }
    Optional<Sender> sender = people.sender(message.from(), message.fromUserId());
    if (isBlank(message.id()) || sender.isEmpty()) {
      batch.unread();
      return;
    }
    String replyTo = message.context() == null ? null : message.context().id();
    batch.add(
        new InboundMessage(
            ChannelType.WHATSAPP,
            bindingAddress,
            sender.get(),
            CleanText.of(String.valueOf(message.id()), ID_CHARS_MAX),
            Contents.of(message),
            Contents.field(replyTo),
            referral(message.referral()),
            false,
            at(message.timestamp())));
  }

  /// A new number, or a new id of the same person.
  private void identity(WireMessage message, WireMessage.Change change) {
    Optional<Sender> current =
        new People(Wire.MAPPER.createArrayNode()).sender(change.waId(), change.userId());
    Optional<String> old =
        "user_changed_user_id".equals(change.type()) && message.fromUserId() != null
            ? Contents.field(message.fromUserId())
            : People.phone(message.from());
    if (current.isEmpty() || old.isEmpty()) {
      batch.unread();
      return;
    }
    batch.add(
        new IdentityChange(
            ChannelType.WHATSAPP,
            bindingAddress,
            old.get(),
            current.get(),
            at(message.timestamp())));
  }

  private static Optional<Referral> referral(WireMessage.@Nullable Referral wire) {
    return wire == null
        ? Optional.empty()
        : Optional.of(
            new Referral(
                Contents.field(wire.sourceType()).orElse("unknown"),
                Contents.field(wire.sourceId()),
                Contents.field(wire.sourceUrl()),
                Contents.field(wire.headline()),
                Contents.field(wire.body()),
                Contents.field(wire.ctwaClid())));
  }

  private void receipt(WireStatus status) {
    Optional<Status> came =
        switch (status.status() == null ? "" : status.status()) {
          case "sent" -> Optional.of(Status.SENT);
          case "delivered" -> Optional.of(Status.DELIVERED);
          case "read", "played" -> Optional.of(Status.READ);
          case "failed" -> Optional.of(Status.FAILED);
          default -> Optional.empty();
        };
    if (came.isEmpty()) {
      return;
    }
    if (isBlank(status.id())) {
      batch.unread();
      return;
    }
    Optional<Failure> failure =
        came.get() == Status.FAILED ? Optional.of(failure(status)) : Optional.empty();
    batch.add(
        new DeliveryReceipt(
            ChannelType.WHATSAPP,
            bindingAddress,
            CleanText.of(String.valueOf(status.id()), ID_CHARS_MAX),
            uuid(status.bizOpaqueCallbackData()),
            came.get(),
            failure,
            at(status.timestamp())));
  }

  private Failure failure(WireStatus status) {
    return Wire.present(status.errors()).stream()
        .map(WireStatus.Problem::code)
        .filter(Objects::nonNull)
        .findFirst()
        .map(errors::failure)
        .orElseGet(() -> new Failure(Failure.Reason.UNLISTED, ""));
  }

  private void preference(WirePreference preference) {
    Optional<Sender> sender =
        new People(Wire.MAPPER.createArrayNode()).sender(preference.waId(), preference.userId());
    Optional<ConsentSignal.Kind> kind =
        switch (preference.value() == null ? "" : preference.value()) {
          case "stop" -> Optional.of(ConsentSignal.Kind.STOP);
          case "resume" -> Optional.of(ConsentSignal.Kind.START);
          default -> Optional.empty();
        };
    if (sender.isEmpty() || kind.isEmpty()) {
      batch.unread();
      return;
    }
    boolean marketing = "marketing_messages".equals(preference.category());
    batch.add(
        new ConsentSignal(
            ChannelType.WHATSAPP,
            bindingAddress,
            sender.get(),
            kind.get(),
            marketing ? ConsentSignal.Scope.UNASKED : ConsentSignal.Scope.EVERYTHING,
            PREFERENCES,
            at(preference.timestamp())));
  }

  /// Seconds since 1970 in a text; not later than now, so that nobody's clock opens a window.
  private Instant at(@Nullable String seconds) {
    if (seconds == null || seconds.length() > TIMESTAMP_DIGITS_MAX) {
      return now;
    }
    try {
      Instant at = Instant.ofEpochSecond(Long.parseLong(seconds));
      return at.isAfter(now) ? now : at;
    } catch (NumberFormatException notATime) {
      return now;
    }
  }

  private static Optional<UUID> uuid(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
