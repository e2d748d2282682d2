package dev.parley.runtime.cli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/// CPU time of the PostgreSQL on one folder, which its launcher left to the system, and of its own
/// processes; other servers' are not counted.
final class PostgresCpu {
  private PostgresCpu() {}

  static double seconds(Path data) {
    return ProcessHandle.allProcesses()
        .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"))
        .filter(handle -> isOn(handle, data))
        .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
        .distinct()
        .mapToDouble(PostgresCpu::seconds)
        .sum();
  }

  static double seconds(ProcessHandle handle) {
    return handle.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  private static boolean isOn(ProcessHandle postgres, Path data) {
    return Arrays.stream(postgres.info().arguments().orElse(new String[0]))
        .anyMatch(argument -> argument.contains(data.toString()));
  }
}
