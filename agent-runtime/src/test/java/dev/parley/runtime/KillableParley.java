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

  /// Said of each line of standard input once it counts.
  static final String HEARD = "heard ";

  private KillableParley() {}

  public static void main(String[] arguments) {
    AtomicReference<Armed> armed = new AtomicReference<>(Armed.NOWHERE);
    CountDownLatch held = new CountDownLatch(1);
    Thread.ofPlatform().daemon(true).start(() -> listen(armed, held));
    System.exit(
        Main.run(
            milestone -> {
              if (armed.getAndUpdate(now -> now.reached(milestone)).holds(milestone)) {
                System.out.println(REACHED + milestone);
                await(held);
              }
            }));
  }

  /// @param times how many threads are still to be held there
  private record Armed(Milestone milestone, int times) {
    static final Armed NOWHERE = new Armed(Milestone.PUSHED, 0);

    /// A milestone, and how many threads it is for where that is not one.
    static Armed read(String line) {
      String[] words = line.strip().split(" ", 2);
      return new Armed(
          Milestone.valueOf(words[0]), words.length == 1 ? 1 : Integer.parseInt(words[1]));
    }

    boolean holds(Milestone reached) {
      return milestone == reached && times > 0;
    }

    Armed reached(Milestone reached) {
      return holds(reached) ? new Armed(milestone, times - 1) : this;
    }
  }

  private static void listen(AtomicReference<Armed> armed, CountDownLatch held) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals(GO_ON)) {
          held.countDown();
        } else {
          armed.set(Armed.read(line));
        }
        System.out.println(HEARD + line);
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
