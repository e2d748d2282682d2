package dev.parley.runtime.forms;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A form and where its people are contacted.
///
/// @param key public, in the form's address
/// @param channel SMS, WhatsApp or voice, by which the agent makes first contact
/// @param address the business's side of that channel, E.164
/// @param label the business's own name of it; the lead's source
/// @param origins pages that may send it; others are refused
/// @param honeypot name of the field that no person sees
/// @param redirect where a browser goes that sent it without a script
public record Form(
    UUID id,
    TenantId tenant,
    String key,
    UUID channelId,
    ChannelType channel,
    String address,
    String agent,
    String label,
    List<String> origins,
    String honeypot,
    Optional<String> redirect,
    Instant createdAt) {
  public static final String HONEYPOT_DEFAULT = "_website";

  public Form {
    origins = List.copyOf(origins);
  }
}
