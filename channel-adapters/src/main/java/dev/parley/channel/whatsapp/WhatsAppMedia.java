package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.Attachment;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.MediaFetcher;
import dev.parley.channel.MediaResult;
import dev.parley.channel.MediaStore;
import dev.parley.channel.http.Exchange;
import dev.parley.channel.http.MediaDownload;
import dev.parley.channel.http.OutgoingHttp;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;

/// Fetches what came with a message: first the address, which is good for minutes, then the bytes.
/// The account's token goes to Meta's hosts only. Thread-safe.
public final class WhatsAppMedia implements MediaFetcher {
  private final WhatsAppSettings settings;
  private final OutgoingHttp http;
  private final MediaDownload download;

  public WhatsAppMedia(WhatsAppSettings settings, OutgoingHttp http, MediaDownload download) {
    this.settings = settings;
    this.http = http;
    this.download = download;
  }

  @Override
  public MediaResult fetch(ChannelAccount account, Attachment attachment, MediaStore store) {
    Optional<MetaAccount> meta = MetaAccount.of(account);
    if (meta.isEmpty()) {
      return new MediaResult.Refused("account_incomplete");
    }
    if (!MetaAccount.IDS.matcher(attachment.reference()).matches()) {
      return new MediaResult.Refused("not_a_media_id");
    }
    String address =
        "%s/%s/%s?phone_number_id=%s"
            .formatted(
                settings.apiUrl(),
                settings.version(),
                attachment.reference(),
                meta.get().phoneNumberId());
    return switch (http.exchange(authorised(address, meta.get()))) {
      case Exchange.NotSent(String reason) when reason.equals("address_forbidden") ->
          new MediaResult.Refused(reason);
      case Exchange.NotSent(String reason) -> new MediaResult.Retry(settings.retryAfter(), reason);
      case Exchange.Lost(String reason) -> new MediaResult.Retry(settings.retryAfter(), reason);
      case Exchange.Answered answer when answer.success() ->
          bytes(meta.get(), attachment, GraphAnswer.of(answer).tree(), store);
      case Exchange.Answered answer -> refused(answer.status());
    };
  }

  private MediaResult bytes(
      MetaAccount account, Attachment attachment, JsonNode media, MediaStore store) {
    HttpUrl url = HttpUrl.parse(media.path("url").asText(""));
    if (url == null || !isMetas(url)) {
      return new MediaResult.Refused("not_a_vendor_address");
    }
    Optional<String> hash =
        attachment.sha256().or(() -> Contents.hash(media.path("sha256").textValue()));
    return download.fetch(authorised(url.toString(), account), hash, store);
  }

  private MediaResult refused(int status) {
    return switch (status) {
      case 401, 403 -> new MediaResult.Refused("unauthorised");
      case 400, 404, 410 -> new MediaResult.Refused("gone");
      default -> new MediaResult.Retry(settings.retryAfter(), "vendor_busy");
    };
  }

  private boolean isMetas(HttpUrl url) {
    HttpUrl api = HttpUrl.parse(settings.apiUrl().toString());
    boolean ours =
        api != null
            && url.host().equals(api.host())
            && url.scheme().equals(api.scheme())
            && url.port() == api.port();
    return ours || (url.isHttps() && settings.mediaHosts().contains(url.host()));
  }

  private static Request authorised(String url, MetaAccount account) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + account.accessToken().reveal())
        .build();
  }
}
