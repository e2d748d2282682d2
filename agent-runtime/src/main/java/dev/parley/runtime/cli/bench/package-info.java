/// Benchmarks: load from this process on a server of its own that runs beside it on this machine.
/// Loopback only, bounded in time; prints figures, judges none.
@NullMarked
package dev.parley.runtime.cli.bench;

import org.jspecify.annotations.NullMarked;
