package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;

/// A business's number.
///
/// @param id Graph's `phone_number_id`
/// @param digits without `+`
record BusinessNumber(String id, String digits) {
  String address() {
    return "+" + digits;
  }

  ObjectNode metadata() {
    return Json.object().put("display_phone_number", digits).put("phone_number_id", id);
  }

  ObjectNode json() {
    return Json.object()
        .put("verified_name", "Sandbox")
        .put("code_verification_status", "VERIFIED")
        .put("display_phone_number", "+" + digits)
        .put("quality_rating", "GREEN")
        .put("platform_type", "CLOUD_API")
        .put("id", id);
  }
}
