package dev.parley.channel.sms;

import dev.parley.channel.Attachment;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.MediaFetcher;
import dev.parley.channel.MediaResult;
import dev.parley.channel.MediaStore;
import dev.parley.channel.http.MediaDownload;
import dev.parley.channel.twilio.TwilioAccount;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;

/// Fetches what came with an MMS. Twilio asks for the account's credentials and sends on to its
/// storage, where they do not belong. Thread-safe.
public final class TwilioMedia implements MediaFetcher {
  private final SmsSettings settings;
  private final MediaDownload download;

  public TwilioMedia(SmsSettings settings, MediaDownload download) {
    this.settings = settings;
    this.download = download;
  }

  @Override
  public MediaResult fetch(ChannelAccount account, Attachment attachment, MediaStore store) {
    Optional<TwilioAccount> twilio = TwilioAccount.of(account);
    HttpUrl url = HttpUrl.parse(attachment.reference());
    if (twilio.isEmpty()) {
      return new MediaResult.Refused("account_incomplete");
    }
    if (url == null || !isTwilio(url)) {
      return new MediaResult.Refused("not_a_vendor_address");
    }
    Request request =
        new Request.Builder()
            .url(url)
            .header(
                "Authorization",
                Credentials.basic(twilio.get().user(), twilio.get().password().reveal()))
            .build();
    return download.fetchRedirected(request, store);
  }

  private boolean isTwilio(HttpUrl url) {
    HttpUrl api = HttpUrl.parse(settings.apiUrl().toString());
    boolean ours =
        api != null
            && url.host().equals(api.host())
            && url.scheme().equals(api.scheme())
            && url.port() == api.port();
    return ours || (url.isHttps() && settings.mediaHosts().contains(url.host()));
  }
}
