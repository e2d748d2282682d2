package dev.parley.crm.http;

import dev.parley.config.net.ForbiddenAddressException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLException;

/// Gives what the network threw a stable code and words.
final class Failures {
  private Failures() {}

  static Answer.Failure of(IOException thrown) {
    if (causedBy(thrown, ForbiddenAddressException.class)) {
      return refused("address_forbidden");
    }
    return switch (thrown) {
      case UnknownHostException _ ->
          new Answer.Failure("dns_failed", "The host name could not be resolved.");
      case ConnectException _, NoRouteToHostException _ ->
          new Answer.Failure("connect_failed", "Nothing accepted the connection.");
      case SSLException _ ->
          new Answer.Failure("tls_failed", "The TLS handshake failed; check the certificate.");
      case InterruptedIOException _ ->
          new Answer.Failure("timeout", "No answer came within the time allowed.");
      default -> new Answer.Failure("connection_lost", "The connection ended before an answer.");
    };
  }

  static Answer.Failure refused(String code) {
    return new Answer.Failure(
        code,
        code.equals("url_not_https")
            ? "The address is not https, and this server sends leads over https only."
            : "The address is private or reserved, and this server does not send leads there.");
  }

  private static boolean causedBy(Throwable thrown, Class<? extends Throwable> kind) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
      for (Throwable suppressed : cause.getSuppressed()) {
        if (kind.isInstance(suppressed)) {
          return true;
        }
      }
    }
    return false;
  }
}
