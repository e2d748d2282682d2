package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CONTACTS;

import dev.parley.channel.ConsentSignal;
import dev.parley.channel.InboundMessage;
import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.consent.Consent;
import dev.parley.runtime.consent.ConsentLedger;
import dev.parley.runtime.consent.ConsentStanding;
import dev.parley.runtime.consent.ConsentWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Enters what contacts and vendors say into the ledger, and keeps the mark on the contact by which
/// every turn's commit knows. Works in the caller's transaction; thread-safe.
final class Consents {
  private final ConsentLedger ledger;
  private final ContactBook contacts;

  Consents(ConsentLedger ledger, ContactBook contacts) {
    this.ledger = ledger;
    this.contacts = contacts;
  }

  /// A message may be a STOP, a START or a call for HELP: then it counts before anybody reads it.
  void hear(DSLContext tx, TenantId tenant, UUID contact, InboundMessage message) {
    ConsentWords.find(message.content().text(), List.of(), Optional.empty())
        .ifPresent(
            heard -> {
              Consent.Kind kind =
                  switch (heard.word()) {
                    case STOP -> Consent.Kind.OPT_OUT;
                    case START -> Consent.Kind.OPT_IN;
                    case HELP -> Consent.Kind.HELP;
                  };
              record(
                  tx,
                  tenant,
                  contact,
                  message.channel(),
                  message.sender(),
                  kind,
                  "word",
                  message.sentAt());
            });
  }

  /// A vendor heard it.
  void signal(DSLContext tx, TenantId tenant, ConsentSignal signal) {
    if (ledger.record(tx, tenant, signal)) {
      contacts
          .find(tx, tenant, ContactBook.addresses(signal.sender()))
          .ifPresent(contact -> mark(tx, tenant, contact, signal.sender()));
    }
  }

  /// A vendor refused a message because the contact has opted out there.
  void refused(DSLContext tx, TenantId tenant, ChannelType channel, Sender contact, Instant at) {
    ledger.record(
        tx,
        tenant,
        channel,
        contact,
        Consent.Kind.OPT_OUT,
        Consent.Scope.EVERYTHING,
        "vendor_refusal",
        at);
    contacts
        .find(tx, tenant, ContactBook.addresses(contact))
        .ifPresent(known -> mark(tx, tenant, known, contact));
  }

  private void record(
      DSLContext tx,
      TenantId tenant,
      UUID contact,
      ChannelType channel,
      Sender sender,
      Consent.Kind kind,
      String source,
      Instant at) {
    boolean fresh =
        ledger.record(tx, tenant, channel, sender, kind, Consent.Scope.EVERYTHING, source, at);
    if (fresh && kind != Consent.Kind.HELP) {
      mark(tx, tenant, contact, sender);
    }
  }

  private void mark(DSLContext tx, TenantId tenant, UUID contact, Sender sender) {
    ConsentStanding standing = ledger.standing(tx, tenant, ContactBook.addresses(sender));
    tx.update(CONTACTS)
        .set(CONTACTS.SUPPRESSED, standing == ConsentStanding.SUPPRESSED)
        .where(CONTACTS.ID.eq(contact))
        .execute();
  }
}
