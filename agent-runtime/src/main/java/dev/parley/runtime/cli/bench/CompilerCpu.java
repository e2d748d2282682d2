package dev.parley.runtime.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// CPU time of a JVM's compilers, as Linux counts it by thread; 0 where there is no such count. A
/// server that has just started spends more on them than on its work, and one that has run for an
/// hour spends nothing: what a turn costs is the rest.
final class CompilerCpu {
  /// The name in brackets, then the state and ten numbers before the two that count.
  private static final Pattern COMPILER =
      Pattern.compile(
          "\\d+ \\(C[12] Comp.*\\) \\S+(?: -?\\d+){10} (\\d+) (\\d+) .*", Pattern.DOTALL);

  /// As the kernel tells times to programs, on every architecture it runs on.
  private static final double TICKS_PER_SECOND = 100;

  private CompilerCpu() {}

  static double seconds(long pid) {
    Path threads = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(threads)) {
      return 0;
    }
    try (Stream<Path> each = Files.list(threads)) {
      return each.mapToDouble(CompilerCpu::seconds).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("the threads of process " + pid + " cannot be listed", e);
    }
  }

  private static double seconds(Path thread) {
    try {
      Matcher compiler = COMPILER.matcher(Files.readString(thread.resolve("stat")));
      return compiler.matches()
          ? (Long.parseLong(compiler.group(1)) + Long.parseLong(compiler.group(2)))
              / TICKS_PER_SECOND
          : 0;
    } catch (NoSuchFileException ended) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("the thread " + thread + " cannot be read", e);
    }
  }
}
