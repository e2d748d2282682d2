package dev.parley.runtime.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.Referral;
import dev.parley.config.json.Json;
import java.util.Optional;

/// Where a contact came from, as it is kept with the conversation. Pure.
final class ReferralJson {
  private ReferralJson() {}

  static String metadata(Optional<Referral> referral) {
    ObjectNode metadata = Json.object();
    referral.ifPresent(from -> metadata.set("source", source(from)));
    return metadata.toString();
  }

  private static ObjectNode source(Referral from) {
    ObjectNode source = Json.object().put("type", from.sourceType());
    from.sourceId().ifPresent(id -> source.put("id", id));
    from.sourceUrl().ifPresent(url -> source.put("url", url));
    from.headline().ifPresent(headline -> source.put("headline", headline));
    from.clickId().ifPresent(click -> source.put("click_id", click));
    return source;
  }
}
