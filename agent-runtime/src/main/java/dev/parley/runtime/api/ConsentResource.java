package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.consent.Consent;
import dev.parley.runtime.consent.ConsentLedger;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// The consent ledger, to be read: rows come from contacts and their vendors alone.
final class ConsentResource {
  private static final int ADDRESS_CHARS_MAX = 200;

  private final ConsentLedger ledger;

  ConsentResource(ConsentLedger ledger) {
    this.ledger = ledger;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of(
                "GET", "/v1/consents", "listConsents", "Consents", "List opt-outs and opt-ins")
            .paged("ConsentList")
            .filters("address", "Only of this number in E.164, or of this vendor's id of a person")
            .in(this::list));
  }

  private Reply list(Call call, DSLContext tx) {
    Optional<Long> after = call.after(ConsentResource::id);
    Optional<String> address = Optional.ofNullable(call.query().get("address")).map(this::address);
    return Cursor.page(
        call.limit(),
        limit -> ledger.list(tx, call.tenant(), address, after, limit),
        ConsentResource::json,
        entry -> Long.toString(entry.id()));
  }

  private static Optional<Long> id(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private String address(String given) {
    if (given.isBlank() || given.length() > ADDRESS_CHARS_MAX) {
      throw ApiException.of(
          ApiCode.BAD_PARAMETER, "address must be a number in E.164, or a vendor's id.");
    }
    // A plus that was not encoded arrives as a space.
    String typed = given.startsWith(" ") ? "+" + given.substring(1) : given;
    return E164.read(typed).orElse(given);
  }

  private static ObjectNode json(ConsentLedger.Entry entry) {
    Consent consent = entry.consent();
    ObjectNode node = Json.object();
    node.put("id", Long.toString(entry.id()));
    node.put("channel", consent.channel().wireName());
    node.put("address", consent.address());
    node.put("kind", consent.kind().wireName());
    node.put("scope", consent.scope().wireName());
    node.put("source", consent.source());
    node.put("at", consent.at().toString());
    node.put("recorded_at", entry.recordedAt().toString());
    return node;
  }
}
