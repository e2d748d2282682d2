package dev.parley.runtime.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What another JVM's heap holds after a full collection, asked with the JDK's own `jcmd`.
record HeapAfterCollection(long pid) {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  long bytes() throws IOException, InterruptedException {
    run("GC.run");
    run("GC.run");
    Matcher used = USED.matcher(run("GC.heap_info"));
    long kilobytes = 0;
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    return kilobytes * 1024;
  }

  private String run(String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    StringBuilder out = new StringBuilder();
    try (BufferedReader reader = process.inputReader()) {
      reader
          .lines()
          .filter(line -> !line.contains("Metaspace"))
          .filter(line -> !line.contains("class space"))
          .forEach(line -> out.append(line).append('\n'));
    }
    process.waitFor();
    return out.toString();
  }
}
