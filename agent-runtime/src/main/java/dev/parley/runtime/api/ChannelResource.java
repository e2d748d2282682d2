package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.AccountProblem;
import dev.parley.channel.hosted.HostedAccountRules;
import dev.parley.channel.hosted.HostedKey;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.binding.ChannelBinding;
import dev.parley.config.binding.ChannelConfig;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import dev.parley.config.settings.Secret;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Channels: which address, or which widget, leads to which agent, and with which account of the
/// vendor. Credentials go in and never come out.
final class ChannelResource {
  private static final String TAG = "Channels";
  private static final String ALL = "/v1/channels";
  private static final String ONE = "/v1/channels/{id}";

  private final ChannelStore store;
  private final AgentStore agents;
  private final Set<ChannelType> supported;
  private final AccountCheck accounts;

  /// @param supported the channels this server can serve
  ChannelResource(
      ChannelStore store, AgentStore agents, Set<ChannelType> supported, AccountCheck accounts) {
    this.store = store;
    this.agents = agents;
    this.supported = Set.copyOf(supported);
    this.accounts = accounts;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of(
                "POST", ALL, "createChannel", TAG, "Let an address or a widget lead to an agent")
            .takes("NewChannel")
            .gives(201, "Channel")
            .refuses(
                ApiCode.UNKNOWN_AGENT,
                ApiCode.INVALID_CHANNEL,
                ApiCode.ADDRESS_TAKEN,
                ApiCode.CHANNEL_UNAVAILABLE)
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
            .in((call, tx) -> Reply.ok(json(find(call, tx)))),
        Operations.of(
                "PATCH",
                ONE,
                "changeChannel",
                TAG,
                "Move a channel to another agent, or change its account")
            .takes("ChangedChannel")
            .gives(200, "Channel")
            .refuses(ApiCode.UNKNOWN_AGENT, ApiCode.INVALID_CHANNEL, ApiCode.ADDRESS_TAKEN)
            .in(this::change),
        Operations.of("DELETE", ONE, "deleteChannel", TAG, "Take a channel out of use")
            .gives(204, "")
            .in(this::delete));
  }

  private ChannelBinding find(Call call, DSLContext tx) {
    return store.find(tx, call.id("channel")).orElseThrow(() -> ApiException.notFound("channel"));
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
    ChannelFields given = ChannelFields.read(fields);
    String address = type.map(known -> given.address(fields, known)).orElse("");
    fields.done();
    ChannelType known = type.orElseThrow();
    if (!supported.contains(known)) {
      throw ApiException.at(
          ApiCode.CHANNEL_UNAVAILABLE,
          "type",
          "This server does not serve the channel '%s'.".formatted(known.wireName()));
    }
    keep(tx, agent);
    ChannelBinding channel =
        known == ChannelType.WEB
            ? store.addWeb(tx, call.tenant(), agent, given.origins().orElse(List.of()))
            : add(call, tx, known, agent, address, given.onto(ChannelConfig.EMPTY));
    ObjectNode made = json(channel);
    if (HostedAccountRules.AGENTS.equals(channel.settings().get(HostedAccountRules.CARRIER))) {
      made.put("key", giveKey(tx, channel));
    }
    return Reply.created(made, ALL + "/" + channel.id());
  }

  /// Shown once, here; afterwards only its sealed form exists.
  private String giveKey(DSLContext tx, ChannelBinding channel) {
    String key = HostedKey.of(channel.id());
    ChannelConfig config = store.lockConfig(tx, channel);
    Map<String, Secret> credentials = new HashMap<>(config.credentials());
    credentials.put(HostedAccountRules.KEY, Secret.of(key));
    if (!store.configure(tx, channel.id(), new ChannelConfig(config.settings(), credentials))) {
      throw new IllegalStateException("a channel that was just made cannot be in its own way");
    }
    return key;
  }

  private ChannelBinding add(
      Call call,
      DSLContext tx,
      ChannelType type,
      String agent,
      String address,
      ChannelConfig config) {
    check(type, address, config);
    return store
        .addAddress(tx, call.tenant(), type, agent, address, config)
        .orElseThrow(
            () ->
                ApiException.at(
                    ApiCode.ADDRESS_TAKEN,
                    "address",
                    "Another channel of that type has this address, or its phone_number_id,"
                        + " already."));
  }

  private void check(ChannelType type, String address, ChannelConfig config) {
    List<AccountProblem> problems = accounts.problems(type, address, config);
    if (!problems.isEmpty()) {
      throw ApiException.of(
          ApiCode.INVALID_CHANNEL,
          problems.stream().map(p -> ApiError.of(p.path(), p.code(), p.message())).toList());
    }
  }

  private Reply change(Call call, DSLContext tx) {
    ChannelBinding channel = find(call, tx);
    Fields fields = call.fields();
    ChannelFields given = ChannelFields.readChange(fields);
    Optional<String> agent = fields.optionalText("agent", 63);
    given.checkFor(fields, channel.type());
    fields.done();
    agent.ifPresent(name -> move(tx, channel, name));
    if (channel.type() == ChannelType.WEB) {
      given.origins().ifPresent(origins -> store.setOrigins(tx, channel.id(), origins));
    } else {
      ChannelConfig config = given.onto(store.lockConfig(tx, channel));
      check(channel.type(), channel.address().orElseThrow(), config);
      if (!store.configure(tx, channel.id(), config)) {
        throw ApiException.at(
            ApiCode.ADDRESS_TAKEN,
            "settings.phone_number_id",
            "Another channel has this phone_number_id already.");
      }
    }
    return Reply.ok(json(find(call, tx)));
  }

  /// What begins from now on is the other agent's; what goes on stays with the one it began with.
  private void move(DSLContext tx, ChannelBinding channel, String agent) {
    keep(tx, agent);
    store.moveTo(tx, channel.id(), agent);
  }

  /// Locked, so that nobody deletes it meanwhile.
  private void keep(DSLContext tx, String agent) {
    if (agents.lock(tx, agent).isEmpty()) {
      throw ApiException.at(ApiCode.UNKNOWN_AGENT, "agent", "There is no agent of that name.");
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
    } else {
      ObjectNode settings = node.putObject("settings");
      channel.settings().entrySet().stream()
          .sorted(java.util.Map.Entry.comparingByKey())
          .forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
    }
    node.put("created_at", channel.createdAt().toString());
    return node;
  }
}
