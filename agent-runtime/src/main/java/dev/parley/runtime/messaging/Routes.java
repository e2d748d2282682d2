package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CHANNELS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.conversation.ConversationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Routes by conversation. Both ends of a conversation on a channel never change; its account may,
/// and is looked up each time. Thread-safe.
final class Routes {
  private static final int KEPT_MAX = 20_000;

  private record Place(UUID conversation, ChannelType channel) {}

  private record Ends(String business, Sender contact) {}

  private final Database database;
  private final Bindings bindings;
  private final Map<Place, Ends> ends =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Ends> eldest) {
          return size() > KEPT_MAX;
        }
      };

  Routes(Database database, Bindings bindings) {
    this.database = database;
    this.bindings = bindings;
  }

  /// Empty when the channel is not in use any more.
  Optional<Route> find(ConversationId conversation, ChannelType channel) {
    return ends(conversation, channel)
        .flatMap(
            known ->
                bindings
                    .find(channel, known.business())
                    .map(binding -> new Route(binding.account(), known.contact())));
  }

  private Optional<Ends> ends(ConversationId conversation, ChannelType channel) {
    Place place = new Place(conversation.id(), channel);
    synchronized (ends) {
      Ends known = ends.get(place);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<Ends> read = read(conversation, channel);
    read.ifPresent(found -> keep(place, found));
    return read;
  }

  private void keep(Place place, Ends found) {
    synchronized (ends) {
      ends.put(place, found);
    }
  }

  private Optional<Ends> read(ConversationId conversation, ChannelType channel) {
    return database.inTenant(
        conversation.tenant(),
        tx ->
            tx.select(CHANNELS.ADDRESS, CONVERSATIONS.CONTACT_ADDRESS)
                .from(CONVERSATIONS)
                .join(CHANNELS)
                .on(CHANNELS.ID.eq(CONVERSATIONS.CHANNEL_ID))
                .where(
                    CONVERSATIONS.ID.eq(conversation.id()),
                    CONVERSATIONS.CHANNEL.eq(channel.wireName()),
                    CHANNELS.ADDRESS.isNotNull())
                .fetchOptional(row -> new Ends(row.value1(), contact(row.value2()))));
  }

  static Sender contact(String address) {
    return address.startsWith("+")
        ? Sender.ofPhone(address)
        : Sender.ofIds(Optional.empty(), Optional.of(address));
  }
}
