package dev.parley.channel.http;

import java.util.concurrent.BlockingQueue;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import okhttp3.internal.concurrent.TaskRunner;

/// Gives one OkHttp socket a task list of its own, worked on by virtual threads.
///
/// All sockets of a process share one list by default, under one lock: each message walks past the
/// pings planned for every other socket, and then wakes a platform thread, which cost a call more
/// than everything else it did. OkHttp offers no other way in than this one, which is internal:
/// where a new version changes it, this class does not compile, and nothing else knows of it.
public final class SocketTasks {
  private static final Logger LOG = Logger.getLogger(TaskRunner.class.getName());
  private static final TaskRunner.Backend VIRTUAL = new Virtual();

  private SocketTasks() {}

  /// The same client, for one socket.
  public static OkHttpClient apart(OkHttpClient shared) {
    return shared.newBuilder().taskRunner$okhttp(new TaskRunner(VIRTUAL, LOG)).build();
  }

  private static final class Virtual implements TaskRunner.Backend {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    // Both are called with the runner's monitor held, and the runner looks again at what it waits
    // for.
    @Override
    @SuppressWarnings("NakedNotify")
    public void coordinatorNotify(TaskRunner runner) {
      synchronized (runner) {
        runner.notifyAll();
      }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop")
    public void coordinatorWait(TaskRunner runner, long nanos) {
      if (nanos <= 0) {
        return;
      }
      synchronized (runner) {
        try {
          runner.wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException stopped) {
          runner.cancelAll();
        }
      }
    }

    @Override
    public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
      return queue;
    }

    @Override
    public void execute(TaskRunner runner, Runnable task) {
      Thread.ofVirtual().name("vendor-socket").start(task);
    }
  }
}
