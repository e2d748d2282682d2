package dev.parley.channel.voice.twilio;

import dev.parley.channel.ChannelAccounts;
import dev.parley.channel.http.FormBody;
import dev.parley.channel.http.SocketEndpoint;
import dev.parley.channel.http.SocketLimits;
import dev.parley.channel.http.SocketListener;
import dev.parley.channel.http.SocketRequest;
import dev.parley.channel.http.TwilioSignature;
import dev.parley.config.binding.ChannelType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets Twilio's sockets in: those of a number of ours, signed by its account. Thread-safe.
record CallEndpoint(
    VoiceSettings settings,
    ChannelAccounts accounts,
    SocketLimits limits,
    Function<VoiceChannel, SocketListener> listeners)
    implements SocketEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(CallEndpoint.class);
  private static final HeaderName SIGNATURE = HeaderNames.create(TwilioSignature.HEADER);

  @Override
  public Admission admit(SocketRequest request) {
    String number = "+" + request.parameters().first("line").orElse("");
    Optional<VoiceChannel> channel =
        accounts.byAddress(ChannelType.VOICE, number).flatMap(VoiceChannel::of);
    Optional<String> signature = request.header(SIGNATURE);
    boolean proved =
        channel.isPresent()
            && signature.isPresent()
            && urls(request.path())
                .anyMatch(
                    url ->
                        TwilioSignature.verify(
                            url,
                            FormBody.empty(),
                            signature.get(),
                            channel.get().account().authTokens()));
    if (!proved) {
      LOG.warn(
          "call_socket_refused: {}", channel.isEmpty() ? "no such channel" : "wrong signature");
      return new Admission.Refuse(403, "signature_wrong", "The signature is not right.");
    }
    return new Admission.Accept(listeners.apply(channel.get()));
  }

  /// Twilio signs the address of a socket with its own scheme, and is known to add a slash.
  private Stream<String> urls(String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String socket = settings.socketUrl() + plain;
    String web = settings.publicUrl() + plain;
    return Stream.of(socket, socket + "/", web, web + "/");
  }
}
