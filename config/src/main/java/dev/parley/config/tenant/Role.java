package dev.parley.config.tenant;

/// What an API key may do: `ADMIN` all; `BUILDER` agents, channels, connectors and reading;
/// `VIEWER` reading.
public enum Role {
  ADMIN,
  BUILDER,
  VIEWER
}
