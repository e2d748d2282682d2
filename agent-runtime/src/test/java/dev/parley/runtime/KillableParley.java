package dev.parley.runtime;

import dev.parley.runtime.driver.Milestones.Milestone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// The real process, which stops for ever at the milestone named on its standard input and says
/// so, for a test to kill it there.
@SuppressWarnings("SystemOut")
public final class KillableParley {
  static final String REACHED = "reached ";

  private KillableParley() {}

  public static void main(String[] arguments) {
    AtomicReference<Milestone> armed = new AtomicReference<>();
    Thread.ofPlatform().daemon(true).start(() -> listen(armed));
    System.exit(
        Main.run(
            milestone -> {
              if (armed.compareAndSet(milestone, null)) {
                System.out.println(REACHED + milestone);
                stop();
              }
            }));
  }

  private static void listen(AtomicReference<Milestone> armed) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        armed.set(Milestone.valueOf(line.strip()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      stop();
    }
  }
}
