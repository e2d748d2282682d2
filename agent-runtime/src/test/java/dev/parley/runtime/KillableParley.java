package dev.parley.runtime;

import dev.parley.runtime.driver.Milestones.Milestone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// The real process, which stops at the milestone named on its standard input and says so, for a
/// test to kill it there, or to send it on.
@SuppressWarnings("SystemOut")
public final class KillableParley {
  static final String REACHED = "reached ";
  static final String GO_ON = "go on";

  private KillableParley() {}

  public static void main(String[] arguments) {
    AtomicReference<Milestone> armed = new AtomicReference<>();
    CountDownLatch held = new CountDownLatch(1);
    Thread.ofPlatform().daemon(true).start(() -> listen(armed, held));
    System.exit(
        Main.run(
            milestone -> {
              if (armed.compareAndSet(milestone, null)) {
                System.out.println(REACHED + milestone);
                await(held);
              }
            }));
  }

  private static void listen(AtomicReference<Milestone> armed, CountDownLatch held) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals(GO_ON)) {
          held.countDown();
        } else {
          armed.set(Milestone.valueOf(line.strip()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch held) {
    try {
      held.await();
    } catch (InterruptedException e) {
      // Only the test ends this wait, or the process.
      await(held);
    }
  }
}
