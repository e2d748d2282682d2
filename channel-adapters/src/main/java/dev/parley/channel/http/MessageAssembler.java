package dev.parley.channel.http;

import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Puts fragments together as bytes (a fragment may end inside a character), within a cap on the
/// whole, and decodes strictly. Not thread-safe.
final class MessageAssembler {
  private final int bytesMax;
  private @Nullable ByteArrayOutputStream partial;

  MessageAssembler(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// @return the whole message, or null while fragments are missing
  /// @throws WsCloseException with the close code that the frame deserves
  @Nullable String add(ClientWsFrame frame) {
    byte[] payload = frame.payloadData().readBytes();
    boolean continues = frame.opCode() == WsOpCode.CONTINUATION;
    if (continues != (partial != null)) {
      throw new WsCloseException("unexpected_continuation", CloseCode.PROTOCOL_ERROR);
    }
    if (frame.fin() && partial == null) {
      return checked(payload);
    }
    ByteArrayOutputStream whole = partial == null ? new ByteArrayOutputStream() : partial;
    if (whole.size() + payload.length > bytesMax) {
      throw tooBig();
    }
    whole.writeBytes(payload);
    partial = frame.fin() ? null : whole;
    return frame.fin() ? checked(whole.toByteArray()) : null;
  }

  private String checked(byte[] utf8) {
    if (utf8.length > bytesMax) {
      throw tooBig();
    }
    if (isAscii(utf8)) {
      return new String(utf8, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new WsCloseException("invalid_utf8", CloseCode.INVALID_TEXT);
    }
  }

  /// Nearly all frames are; then there is nothing to decode, and nothing that could be wrong.
  private static boolean isAscii(byte[] utf8) {
    byte any = 0;
    for (byte each : utf8) {
      any |= each;
    }
    return any >= 0;
  }

  private static WsCloseException tooBig() {
    return new WsCloseException("message_too_big", CloseCode.TOO_BIG);
  }
}
