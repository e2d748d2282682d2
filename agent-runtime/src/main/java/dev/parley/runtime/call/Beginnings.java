package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.flow.CallFlow;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import dev.parley.runtime.messaging.Binding;
import dev.parley.runtime.messaging.ContactBook;
import dev.parley.runtime.messaging.KnownAnswers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a conversation on the telephone begins: with what the contact told before on any channel,
/// and what the one who asked for the call gave along. Thread-safe; one short read.
final class Beginnings {
  private static final Logger LOG = LoggerFactory.getLogger(Beginnings.class);

  private final Database database;
  private final KnownAnswers known;
  private final ContactBook contacts = new ContactBook();

  Beginnings(Database database, KnownAnswers known) {
    this.database = database;
    this.known = known;
  }

  /// A conversation nobody has spoken in yet. What is known is no reason to keep a caller waiting:
  /// where it cannot be read the agent asks.
  FlowState fresh(FlowEngine engine, Binding binding, CallDetails call, Instant now) {
    FlowState state =
        engine.start(
            new Start(ChannelType.VOICE, call.contact(), Optional.empty()), new Moment(now));
    try {
      state = knowing(engine, binding, call, state, now);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("What a contact told before was not read; it is asked again");
    }
    return call.context().isEmpty()
        ? state
        : new CallFlow(engine).told(state, call.context(), new Moment(now));
  }

  private FlowState knowing(
      FlowEngine engine, Binding binding, CallDetails call, FlowState state, Instant now) {
    if (call.contact().isEmpty()) {
      return state;
    }
    return database.inTenant(
        binding.tenant(),
        tx ->
            contacts
                .find(tx, binding.tenant(), List.of(call.contact().get()))
                .map(contact -> known.into(tx, binding, contact, engine, state, now))
                .orElse(state));
  }
}
