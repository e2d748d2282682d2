package dev.parley.runtime.process;

/// Rings whatever is attached to it later: lets a room announce work to one that is built after it.
/// Silent until then. Thread-safe.
final class Bell implements Runnable {
  private volatile Runnable rung = () -> {};

  void attach(Runnable listener) {
    rung = listener;
  }

  @Override
  public void run() {
    rung.run();
  }
}
