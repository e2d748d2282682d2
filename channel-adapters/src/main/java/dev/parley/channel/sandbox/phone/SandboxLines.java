package dev.parley.channel.sandbox.phone;

import java.util.List;

/// Knows which numbers lead to agents. Asked at every request, on many threads; may read a
// database.
@FunctionalInterface
public interface SandboxLines {
  List<SandboxLine> lines();
}
