package dev.parley.runtime.api;

import dev.parley.config.tenant.Caller;
import dev.parley.config.tenant.Role;

/// What a key must be allowed to do.
enum Access {
  READ("viewer"),
  BUILD("builder"),
  ADMINISTER("admin"),
  /// Only the configured admin key.
  SERVER("the server's admin key");

  private final String needs;

  Access(String needs) {
    this.needs = needs;
  }

  String needs() {
    return needs;
  }

  boolean allows(Caller caller) {
    return switch (this) {
      case READ -> true;
      case BUILD -> caller.role() == Role.ADMIN || caller.role() == Role.BUILDER;
      case ADMINISTER -> caller.role() == Role.ADMIN;
      case SERVER -> caller.server();
    };
  }
}
