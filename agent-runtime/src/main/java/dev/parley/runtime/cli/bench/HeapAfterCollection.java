package dev.parley.runtime.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What another JVM's heap holds after a full collection, counted by classes with the JDK's own
/// `jcmd`. The heap's own figure says more: a collection leaves gaps where moving what follows is
/// not worth it, some megabytes one time and none the next.
record HeapAfterCollection(long pid) {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern GAPS = Pattern.compile("(?m) (\\d+) +\\S*FillerElement;");

  long bytes() throws IOException, InterruptedException {
    run("GC.run");
    String classes = run("GC.class_histogram");
    return number(TOTAL, classes) - number(GAPS, classes);
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private String run(String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String out;
    try (BufferedReader reader = process.inputReader()) {
      out = reader.lines().collect(Collectors.joining("\n"));
    }
    process.waitFor();
    return out;
  }
}
