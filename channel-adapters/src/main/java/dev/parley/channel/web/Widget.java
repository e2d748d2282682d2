package dev.parley.channel.web;

import java.util.List;

/// What a page may know about a web channel. Public: anyone with the key can read it.
///
/// @param agent the name the agent goes by
/// @param business whose agent it is; the title of the chat
/// @param language tag of the agent's default language, such as `pt` or `pt-BR`
/// @param origins pages of other servers that may embed it, as `https://shop.example` or, for any
///     page, `*`. This server's own pages always may. Empty: nobody else.
public record Widget(
    String key, String agent, String business, String language, List<String> origins) {
  public Widget {
    origins = List.copyOf(origins);
  }
}
