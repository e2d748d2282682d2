package dev.parley.config.language;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One request on the wire: how to end it early, and what the vendor's stream said that LangChain4j
/// does not pass on. Thread-safe.
final class WireCall {
  /// LangChain4j calls its HTTP port on the thread that asks: this is how the port knows for whom.
  static final ScopedValue<WireCall> CURRENT = ScopedValue.newInstance();

  private final Consumer<WireFailure> onFailure;
  private @Nullable CompletableFuture<?> exchange;
  private @Nullable InputStream body;
  private boolean closed;
  private volatile boolean refused;

  /// @param onFailure called at most a few times, from the wire's threads; it must only enqueue
  WireCall(Consumer<WireFailure> onFailure) {
    this.onFailure = onFailure;
  }

  void failed(WireFailure failure) {
    onFailure.accept(failure);
  }

  void refused() {
    refused = true;
  }

  boolean wasRefused() {
    return refused;
  }

  void opened(CompletableFuture<?> exchange) {
    boolean late;
    synchronized (this) {
      this.exchange = exchange;
      late = closed;
    }
    if (late) {
      exchange.cancel(true);
    }
  }

  void receiving(InputStream body) throws IOException {
    boolean late;
    synchronized (this) {
      this.body = body;
      late = closed;
    }
    if (late) {
      body.close();
    }
  }

  /// Frees the connection. What still arrives goes nowhere.
  void close() {
    CompletableFuture<?> openExchange;
    InputStream openBody;
    synchronized (this) {
      closed = true;
      openExchange = exchange;
      openBody = body;
    }
    if (openExchange != null) {
      openExchange.cancel(true);
    }
    if (openBody != null) {
      try {
        openBody.close();
      } catch (IOException e) {
        // It is being thrown away; that it was broken already changes nothing.
        return;
      }
    }
  }
}
