package dev.parley.channel.voice.twilio;

import java.net.URI;

/// Addresses of ours for Twilio's callbacks. Each names the channel's number, whose account's token
/// signs what comes there.
record CallHooks(URI publicUrl) {
  /// @param more of the query, encoded; maybe empty
  String url(VoiceChannel channel, String path, String more) {
    return publicUrl + path + "?line=%2B" + digits(channel) + (more.isEmpty() ? "" : "&" + more);
  }

  static String digits(VoiceChannel channel) {
    return channel.account().address().substring(1);
  }
}
