package dev.parley.runtime.conversation;

import java.util.UUID;

/// One running process; new at every start, so that it never believes in a lease of its former
/// life.
public record NodeId(UUID value) {
  public static NodeId random() {
    return new NodeId(UUID.randomUUID());
  }
}
