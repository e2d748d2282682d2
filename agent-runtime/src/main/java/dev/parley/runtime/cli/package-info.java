/// The commands beside the server itself: chat in the terminal, a webhook receiver to look at,
/// benchmarks, evaluations. Each talks to a running server as any client would.
@NullMarked
package dev.parley.runtime.cli;

import org.jspecify.annotations.NullMarked;
