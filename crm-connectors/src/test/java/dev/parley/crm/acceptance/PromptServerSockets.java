package dev.parley.crm.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/// A server's sockets that send a small answer at once. Its head and its body are written one after
/// the other, and the second would wait for the first to be acknowledged: 40 ms each time.
final class PromptServerSockets extends ServerSocketFactory {
  private static final class Prompt extends ServerSocket {
    Prompt() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      Socket socket = super.accept();
      socket.setTcpNoDelay(true);
      return socket;
    }
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new Prompt();
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    throw new IOException("only unbound sockets are made here");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    throw new IOException("only unbound sockets are made here");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    throw new IOException("only unbound sockets are made here");
  }
}
