package dev.parley.runtime.process;

import dev.parley.channel.MediaFetcher;
import dev.parley.channel.MediaLimits;
import dev.parley.channel.http.MediaDownload;
import dev.parley.channel.http.OutgoingHttp;
import dev.parley.channel.sms.TwilioMedia;
import dev.parley.channel.whatsapp.WhatsAppMedia;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.language.LanguageModels;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.runtime.driver.PictureAnswers;
import dev.parley.runtime.media.MediaAnswers;
import dev.parley.runtime.media.MediaFetch;
import dev.parley.runtime.media.MediaRequests;
import dev.parley.runtime.media.MediaSettings;
import dev.parley.runtime.messaging.Binding;
import dev.parley.runtime.messaging.Bindings;
import dev.parley.runtime.turn.PictureReader;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// The files contacts send, wired: asked for where messages come in, fetched in the background.
record MediaRooms(MediaRequests requests, MediaFetch fetch, PictureAnswers pictures) {

  /// @param models shown files that may answer a question, where one sees
  /// @param wakeScheduler run when files were asked for
  static MediaRooms build(
      Settings settings,
      Database database,
      Bindings bindings,
      MessageRooms messages,
      Optional<LanguageModels> models,
      Runnable wakeScheduler,
      Clock clock) {
    MediaSettings kept = MediaSettings.read(settings);
    MediaLimits limits = MediaLimits.read(settings);
    OutgoingHttp toTwilio = messages.http(messages.sms().apiUrl());
    OutgoingHttp toMeta = messages.http(messages.whatsApp().apiUrl());
    Map<ChannelType, MediaFetcher> fetchers =
        Map.of(
            ChannelType.SMS,
            new TwilioMedia(messages.sms(), new MediaDownload(toTwilio, limits, clock)),
            ChannelType.WHATSAPP,
            new WhatsAppMedia(
                messages.whatsApp(), toMeta, new MediaDownload(toMeta, limits, clock)));
    return new MediaRooms(
        new MediaRequests(kept, wakeScheduler),
        new MediaFetch(
            database,
            (channel, address) -> bindings.find(channel, address).map(Binding::account),
            fetchers,
            kept,
            clock),
        models
            .<PictureAnswers>map(
                model -> new MediaAnswers(database, new PictureReader(model), kept))
            .orElse(PictureAnswers.NONE));
  }
}
