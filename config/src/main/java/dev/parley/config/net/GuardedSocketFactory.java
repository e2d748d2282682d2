package dev.parley.config.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// The last door: OkHttp asks no resolver for a host that is spelled in digits, but it connects
/// through here. Also turns Nagle's algorithm off, which OkHttp never does.
public final class GuardedSocketFactory extends SocketFactory {
  private final Reach reach;

  public GuardedSocketFactory(Reach reach) {
    this.reach = reach;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new GuardedSocket(reach);
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local)
      throws IOException {
    Socket socket = createSocket();
    try {
      socket.bind(local);
      socket.connect(remote);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static final class GuardedSocket extends Socket {
    private final Reach reach;

    GuardedSocket(Reach reach) {
      this.reach = reach;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
      if (!(endpoint instanceof InetSocketAddress internet)
          || internet.getAddress() == null
          || !reach.allows(internet.getAddress())) {
        throw new ForbiddenAddressException(String.valueOf(endpoint));
      }
      super.connect(endpoint, timeoutMillis);
    }
  }
}
