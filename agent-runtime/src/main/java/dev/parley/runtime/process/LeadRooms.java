package dev.parley.runtime.process;

import dev.parley.config.net.Reach;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.config.store.Sealer;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.delivery.Connectors;
import dev.parley.crm.delivery.DeliveryEngine;
import dev.parley.crm.delivery.DeliveryOutbox;
import dev.parley.crm.delivery.DeliveryReplay;
import dev.parley.crm.delivery.DeliverySettings;
import dev.parley.crm.delivery.FreshTokens;
import dev.parley.crm.delivery.GiveUp;
import dev.parley.crm.delivery.SealedTokens;
import dev.parley.crm.delivery.StoredRemoteKeys;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.http.HttpLimits;
import dev.parley.runtime.background.Chore;
import dev.parley.runtime.closing.ContactErasure;
import dev.parley.runtime.closing.Extractions;
import dev.parley.runtime.closing.LeadExtraction;
import dev.parley.runtime.closing.LeadWriter;
import dev.parley.runtime.closing.StoredTranscripts;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.leads.LeadCare;
import dev.parley.runtime.ops.Meters;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The rooms a lead passes through, wired.
record LeadRooms(
    LeadWriter writer,
    Connectors connectorRows,
    List<CrmConnector> connectors,
    DeliveryEngine engine,
    DeliveryReplay replay,
    Extractions extractions,
    LeadCare care,
    ContactErasure erasure,
    Chore giveUp) {
  /// @param secretOverlap how long a webhook's old secret signs beside its new one
  static LeadRooms build(
      Settings process,
      Database database,
      Sealer sealer,
      DeliverySettings settings,
      HttpLimits limits,
      Duration secretOverlap,
      Reach reach,
      EngineSource engines,
      LeadExtraction extraction,
      Meters meters,
      Milestones milestones,
      Clock clock) {
    CrmHttp http = new CrmHttp(reach, limits);
    FreshTokens fresh = new FreshTokens();
    List<CrmConnector> connectors =
        CrmKinds.all(
                process,
                new CrmKinds.Parts(
                    http,
                    new SealedTokens(database, sealer, fresh, clock),
                    new StoredRemoteKeys(database, clock),
                    new StoredTranscripts(database),
                    clock),
                secretOverlap)
            .stream()
            .<CrmConnector>map(kind -> new WatchedConnector(kind, milestones))
            .toList();
    Connectors rows = new Connectors(sealer, fresh);
    DeliveryEngine engine =
        new DeliveryEngine(database, rows, connectors, settings, clock, new SecureRandom(), meters);
    DeliveryOutbox outbox = new DeliveryOutbox(clock, settings);
    LeadCare care = LeadCare.of(database, engines, outbox, engine::wake, clock);
    LeadWriter writer =
        new LeadWriter(
            database, engines, extraction, outbox, care.merges(), engine::wake, milestones, clock);
    Extractions extractions =
        new Extractions(database, engines, extraction, outbox, care.merges(), engine::wake, clock);
    DeliveryReplay replay = new DeliveryReplay(database, clock, settings, engine::wake);
    meters.gauge("parley.deliveries.in_flight", "pushes under way", engine::inFlight);
    return new LeadRooms(
        writer,
        rows,
        connectors,
        engine,
        replay,
        extractions,
        care,
        new ContactErasure(database, outbox, engine::wake),
        new Chore("delivery-give-up", settings.giveUpEvery(), new GiveUp(database, clock)::run));
  }
}
