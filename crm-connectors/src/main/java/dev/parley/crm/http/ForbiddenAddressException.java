package dev.parley.crm.http;

import java.io.IOException;

/// A connection was about to be made to an address connectors may not reach.
public final class ForbiddenAddressException extends IOException {
  private static final long serialVersionUID = 1;

  ForbiddenAddressException(String host) {
    super(host + " resolves to an address that connectors may not reach");
  }
}
