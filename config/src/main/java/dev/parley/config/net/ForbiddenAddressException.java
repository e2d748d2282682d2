package dev.parley.config.net;

import java.io.IOException;

/// A connection was about to be made to an address this server may not call.
public final class ForbiddenAddressException extends IOException {
  private static final long serialVersionUID = 1;

  ForbiddenAddressException(String host) {
    super(host + " resolves to an address that this server may not call");
  }
}
