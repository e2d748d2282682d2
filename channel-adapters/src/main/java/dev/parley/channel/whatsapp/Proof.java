package dev.parley.channel.whatsapp;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.http.MetaSignature;
import dev.parley.config.settings.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whose webhook a body is: a signature made with one app's secret proves nothing about a channel
/// of another app. Used by one thread.
final class Proof {
  private final WhatsAppSettings settings;
  private final byte[] body;
  private final String signature;
  private final Map<List<Secret>, Boolean> tried = new HashMap<>();

  Proof(WhatsAppSettings settings, byte[] body, String signature) {
    this.settings = settings;
    this.body = body;
    this.signature = signature;
  }

  boolean covers(ChannelAccount account) {
    return tried.computeIfAbsent(
        MetaAccount.appSecrets(account, settings),
        secrets -> MetaSignature.verify(body, signature, secrets));
  }
}
