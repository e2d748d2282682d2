package dev.parley.channel.http;

import io.helidon.common.buffers.BufferData;
import java.nio.charset.StandardCharsets;

/// A frame on its way out.
sealed interface Frame {
  /// What it weighs in the queue, in UTF-16 units.
  default int chars() {
    return 0;
  }

  int opcode();

  byte[] payload();

  record Text(String text) implements Frame {
    @Override
    public int chars() {
      return text.length();
    }

    @Override
    public int opcode() {
      return 0x1;
    }

    @Override
    public byte[] payload() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// @param reason at most 123 bytes of UTF-8
  record Close(int code, String reason) implements Frame {
    @Override
    public int opcode() {
      return 0x8;
    }

    @Override
    public byte[] payload() {
      byte[] text = reason.getBytes(StandardCharsets.UTF_8);
      byte[] payload = new byte[2 + text.length];
      payload[0] = (byte) (code >>> 8);
      payload[1] = (byte) code;
      System.arraycopy(text, 0, payload, 2, text.length);
      return payload;
    }
  }

  record Ping() implements Frame {
    @Override
    public int opcode() {
      return 0x9;
    }

    @Override
    public byte[] payload() {
      return BufferData.EMPTY_BYTES;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Pong(byte[] payload) implements Frame {
    @Override
    public int opcode() {
      return 0xA;
    }
  }

  /// The frame as it goes over the wire: final, unmasked.
  default BufferData encoded() {
    byte[] payload = payload();
    int length = payload.length;
    BufferData out = BufferData.create(length + 10);
    out.write(0x80 | opcode());
    if (length < 126) {
      out.write(length);
    } else if (length < 1 << 16) {
      out.write(126);
      out.writeInt16(length);
    } else {
      out.write(127);
      out.writeInt32(0);
      out.writeInt32(length);
    }
    out.write(payload);
    return out;
  }
}
