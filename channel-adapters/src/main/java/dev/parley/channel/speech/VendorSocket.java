package dev.parley.channel.speech;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/// One socket to the vendor, with exactly one end. Sending never blocks. Thread-safe.
final class VendorSocket extends WebSocketListener {
  private static final int NORMAL = 1000;

  private final Vendor vendor;
  private final Owner owner;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean left;
  private volatile boolean opened;
  private long handedOver;
  private long written;
  private long movedAt;
  private @Nullable WebSocket socket;
  private @Nullable Future<?> impatience;

  /// Called on the socket's reader, one at a time; must not block.
  interface Owner {
    void opened(VendorSocket socket);

    void text(VendorSocket socket, String message);

    /// Once, and never after [VendorSocket#leave].
    void gone(VendorSocket socket, Gone gone);
  }

  /// How it ended without us.
  ///
  /// @param status of HTTP, where the handshake was refused; else 0
  /// @param closeCode of the vendor's goodbye; 0 where it broke
  record Gone(int status, int closeCode) {
    /// A stable code.
    String code() {
      if (status == 401 || status == 403) {
        return "unauthorized";
      }
      if (status > 0) {
        return "http_" + status;
      }
      return closeCode == 0 ? "connection_lost" : "closed_" + closeCode;
    }

    /// Whether the same handshake would be refused again.
    boolean forGood() {
      return status >= 400 && status < 500 && status != 408 && status != 429;
    }
  }

  VendorSocket(Vendor vendor, Owner owner) {
    this.vendor = vendor;
    this.owner = owner;
    vendor.counted(1);
  }

  synchronized void started(WebSocket started) {
    socket = started;
    if (left) {
      started.cancel();
    }
  }

  /// @return false when it will not arrive: the socket is closing, too much waits already, or what
  ///     waits has not moved for too long
  boolean send(String message) {
    WebSocket to;
    synchronized (this) {
      to = socket;
    }
    return to != null && !left && moves(to, message.length()) && to.send(message);
  }

  /// A write that hangs holds up the pings too, so that nobody else would notice. Only messages in
  /// ASCII are many; of others a few bytes too few are counted, which looks like progress.
  private synchronized boolean moves(WebSocket to, int length) {
    long waiting = to.queueSize();
    long now = System.nanoTime();
    if (waiting == 0 || handedOver - waiting != written) {
      written = handedOver - waiting;
      movedAt = now;
    }
    handedOver += length;
    SocketSettings settings = vendor.settings().socket();
    return waiting <= settings.queueBytesMax()
        && (waiting == 0 || now - movedAt <= settings.write().toNanos());
  }

  /// Says goodbye; nothing of it is told to the owner any more. Does not wait.
  synchronized void leave() {
    if (left) {
      return;
    }
    left = true;
    WebSocket leaving = socket;
    if (leaving == null || ended.get()) {
      return;
    }
    if (opened && leaving.close(NORMAL, null)) {
      impatience = vendor.after(vendor.settings().socket().closeWithin(), leaving::cancel);
    } else {
      leaving.cancel();
    }
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    opened = true;
    started(webSocket);
    if (!left) {
      owner.opened(this);
    }
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    if (left) {
      return;
    }
    if (text.length() > vendor.settings().socket().messageCharsMax()) {
      webSocket.cancel();
      ended(new Gone(0, 0));
      return;
    }
    owner.text(this, text);
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    webSocket.close(NORMAL, null);
    ended(new Gone(0, code));
  }

  @Override
  public void onClosed(WebSocket webSocket, int code, String reason) {
    ended(new Gone(0, code));
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
    ended(new Gone(response == null || opened ? 0 : response.code(), 0));
  }

  private void ended(Gone gone) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    vendor.counted(-1);
    synchronized (this) {
      if (impatience != null) {
        impatience.cancel(false);
      }
    }
    if (!left) {
      owner.gone(this, gone);
    }
  }
}
