package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.binding.ChannelBinding;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Channels: which address, or which widget, leads to which agent.
final class ChannelResource {
  private static final String TAG = "Channels";
  private static final String ALL = "/v1/channels";
  private static final String ONE = "/v1/channels/{id}";
  private static final int ORIGINS_MAX = 50;
  private static final int ORIGIN_CHARS_MAX = 300;
  private static final String E164 = "\\+[1-9][0-9]{6,14}";

  private final ChannelStore store;
  private final AgentStore agents;
  private final Set<ChannelType> supported;

  /// @param supported the channels this server can serve
  ChannelResource(ChannelStore store, AgentStore agents, Set<ChannelType> supported) {
    this.store = store;
    this.agents = agents;
    this.supported = Set.copyOf(supported);
  }

  List<Operation> operations() {
    return List.of(
        Operations.of(
                "POST", ALL, "createChannel", TAG, "Let an address or a widget lead to an agent")
            .takes("NewChannel")
            .gives(201, "Channel")
            .refuses(ApiCode.UNKNOWN_AGENT, ApiCode.ADDRESS_TAKEN, ApiCode.CHANNEL_UNAVAILABLE)
            .in(this::create),
        Operations.of("GET", ALL, "listChannels", TAG, "List channels, oldest first")
            .paged("ChannelList")
            .in(
                (call, tx) -> {
                  var after = call.after(Call::uuid);
                  return Cursor.page(
                      call.limit(),
                      limit -> store.list(tx, after, limit),
                      ChannelResource::json,
                      channel -> channel.id().toString());
                }),
        Operations.of("GET", ONE, "getChannel", TAG, "Read a channel")
            .gives(200, "Channel")
            .in(
                (call, tx) ->
                    Reply.ok(
                        json(
                            store
                                .find(tx, call.id("channel"))
                                .orElseThrow(() -> ApiException.notFound("channel"))))),
        Operations.of("DELETE", ONE, "deleteChannel", TAG, "Take a channel out of use")
            .gives(204, "")
            .in(this::delete));
  }

  private Reply create(Call call, DSLContext tx) {
    Fields fields = call.fields();
    fields.require("type");
    Optional<ChannelType> type =
        fields.word(
            "type",
            Arrays.stream(ChannelType.values())
                .collect(Collectors.toMap(ChannelType::wireName, known -> known)));
    String agent = fields.text("agent", 63);
    Optional<String> address = fields.optionalText("address", 100);
    List<String> origins = fields.texts("origins", ORIGINS_MAX, ORIGIN_CHARS_MAX);
    check(fields, type, address, origins);
    fields.done();
    ChannelType known = type.orElseThrow();
    if (!supported.contains(known)) {
      throw ApiException.at(
          ApiCode.CHANNEL_UNAVAILABLE,
          "type",
          "This server does not serve the channel '%s'.".formatted(known.wireName()));
    }
    // Locked, so that nobody deletes it meanwhile.
    if (agents.lock(tx, agent).isEmpty()) {
      throw ApiException.at(ApiCode.UNKNOWN_AGENT, "agent", "There is no agent of that name.");
    }
    ChannelBinding channel =
        known == ChannelType.WEB
            ? store.addWeb(tx, call.tenant(), agent, origins)
            : store
                .addAddress(tx, call.tenant(), known, agent, address.orElseThrow())
                .orElseThrow(
                    () ->
                        ApiException.at(
                            ApiCode.ADDRESS_TAKEN,
                            "address",
                            "Another channel of that type has this address already."));
    return Reply.created(json(channel), ALL + "/" + channel.id());
  }

  private static void check(
      Fields fields, Optional<ChannelType> type, Optional<String> address, List<String> origins) {
    boolean web = type.isPresent() && type.get() == ChannelType.WEB;
    if (web && address.isPresent()) {
      fields.wrong("address", "not_for_type", "a web channel has no address");
    }
    if (type.isPresent() && !web) {
      if (!origins.isEmpty()) {
        fields.wrong("origins", "not_for_type", "only a web channel has origins");
      }
      if (address.isEmpty() || !address.get().matches(E164)) {
        fields.wrong("address", "bad_address", "a telephone number in E.164, such as +15550100");
      }
    }
    for (int i = 0; i < origins.size(); i++) {
      if (!origin(origins.get(i))) {
        fields.wrong(
            "origins[" + i + "]", "bad_origin", "an origin such as https://shop.example, or *");
      }
    }
  }

  private static boolean origin(String text) {
    if (text.equals("*")) {
      return true;
    }
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && Set.of("http", "https").contains(uri.getScheme())
          && uri.getRawUserInfo() == null
          && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  private Reply delete(Call call, DSLContext tx) {
    if (!store.delete(tx, call.id("channel"))) {
      throw ApiException.notFound("channel");
    }
    return Reply.nothing();
  }

  private static ObjectNode json(ChannelBinding channel) {
    ObjectNode node = Json.object();
    node.put("id", channel.id().toString());
    node.put("type", channel.type().wireName());
    node.put("agent", channel.agent());
    node.put("address", channel.address().orElse(null));
    channel.widgetKey().ifPresent(key -> node.put("widget_key", key));
    if (channel.type() == ChannelType.WEB) {
      var origins = node.putArray("origins");
      channel.origins().forEach(origins::add);
    }
    node.put("created_at", channel.createdAt().toString());
    return node;
  }
}
