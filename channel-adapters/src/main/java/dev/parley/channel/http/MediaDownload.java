package dev.parley.channel.http;

import dev.parley.channel.MediaLimits;
import dev.parley.channel.MediaResult;
import dev.parley.channel.MediaStore;
import dev.parley.config.net.RetryAfter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;

/// Streams a vendor's file into a store, within limits. Thread-safe; blocks its caller.
public final class MediaDownload {
  private final OutgoingHttp http;
  private final MediaLimits limits;
  private final Clock clock;

  public MediaDownload(OutgoingHttp http, MediaLimits limits, Clock clock) {
    this.http = http;
    this.limits = limits;
    this.clock = clock;
  }

  /// Fetches from exactly this address; a redirect is a refusal, so that credentials stay where
  /// they belong.
  ///
  /// @param sha256 the hash the vendor promised, in lower-case hex
  public MediaResult fetch(Request request, Optional<String> sha256, MediaStore store) {
    return fetch(request, sha256, store, 0);
  }

  /// Fetches from this address or from where it sends us, without credentials after the first.
  public MediaResult fetchRedirected(Request request, MediaStore store) {
    return fetch(request, Optional.empty(), store, limits.redirectsMax());
  }

  private MediaResult fetch(
      Request request, Optional<String> sha256, MediaStore store, int redirects) {
    Optional<String> refusal = http.refusal(request);
    if (refusal.isPresent()) {
      return new MediaResult.Refused(refusal.get());
    }
    Request next;
    try (Response response = http.open(request)) {
      if (!isRedirect(response.code())) {
        return answered(response, sha256, store);
      }
      HttpUrl target = request.url().resolve(header(response, "Location"));
      if (redirects == 0 || target == null) {
        return new MediaResult.Refused("redirected");
      }
      next = new Request.Builder().url(target).build();
    } catch (IOException e) {
      String reason = OutgoingHttp.reason(e);
      return reason.equals("address_forbidden")
          ? new MediaResult.Refused(reason)
          : new MediaResult.Retry(limits.retryAfter(), reason);
    }
    return fetch(next, sha256, store, redirects - 1);
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private MediaResult answered(Response response, Optional<String> sha256, MediaStore store) {
    return switch (response.code()) {
      case 200 -> keep(response, sha256, store);
      case 401, 403 -> new MediaResult.Refused("unauthorised");
      case 404, 410 -> new MediaResult.Refused("gone");
      case 408, 429, 500, 502, 503, 504 -> new MediaResult.Retry(wait(response), "vendor_busy");
      default -> new MediaResult.Refused("unexpected_answer");
    };
  }

  private MediaResult keep(Response response, Optional<String> sha256, MediaStore store) {
    MediaType served = response.body().contentType();
    String type = served == null ? "" : type(served);
    if (!limits.takes(type)) {
      return new MediaResult.Refused("type_not_taken");
    }
    if (response.body().contentLength() > limits.bytesMax()) {
      return new MediaResult.Refused("too_large");
    }
    try (var bytes = new CheckedStream(response.body().byteStream(), limits.bytesMax(), sha256)) {
      return keep(type, bytes, store);
    } catch (IOException e) {
      return new MediaResult.Retry(limits.retryAfter(), "connection_lost");
    }
  }

  private MediaResult keep(String type, CheckedStream bytes, MediaStore store) throws IOException {
    String id;
    try {
      id = store.keep(type, bytes);
    } catch (IOException e) {
      if (bytes.refusal().isPresent()) {
        return new MediaResult.Refused(bytes.refusal().get());
      }
      return new MediaResult.Retry(
          limits.retryAfter(), bytes.broken() ? "connection_lost" : "store_failed");
    }
    if (!bytes.complete()) {
      throw new IllegalStateException("the store kept a file without reading it to its end");
    }
    return new MediaResult.Kept(id, type, bytes.count(), bytes.sha256());
  }

  private static String type(MediaType served) {
    return (served.type() + "/" + served.subtype()).toLowerCase(Locale.ROOT);
  }

  private Duration wait(Response response) {
    return RetryAfter.parse(
            header(response, "Retry-After"), clock.instant(), limits.retryAfterMax())
        .orElse(limits.retryAfter());
  }

  private static String header(Response response, String name) {
    String value = response.header(name);
    return value == null ? "" : value;
  }
}
