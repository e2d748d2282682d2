package dev.parley.channel.sandbox.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// A message Graph took from a client, for tests that count them.
///
/// @param to `+` and digits, or a user id
/// @param type such as `text`, `interactive`, `template`
/// @param text what the contact reads
/// @param opaque `biz_opaque_callback_data`
/// @param request as it came
public record AcceptedWhatsApp(
    String wamid,
    String phoneNumberId,
    String to,
    String type,
    String text,
    Optional<String> opaque,
    ObjectNode request,
    Instant at) {}
