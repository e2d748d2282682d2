package dev.parley.runtime.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.sandbox.Alert;
import dev.parley.channel.sandbox.Habits;
import dev.parley.channel.sandbox.Pace;
import dev.parley.channel.sandbox.SandboxOptions;
import dev.parley.config.binding.ChannelType;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// A message vendor, simulated in this process, with one number that leads to the server under
/// test. It reports how far each message came, as vendors do.
interface VendorLine extends AutoCloseable {
  /// More messages a second than a benchmark sends from its one number.
  String UNPACED = "9999";

  String NUMBER = "+12025550161";

  /// Fast, tidy, and wide enough for the load.
  SandboxOptions OPTIONS =
      new SandboxOptions(1, Clock.systemUTC(), Pace.AT_ONCE, Habits.TIDY, 10_000, 100_000, 256);

  static VendorLine open(ChannelType channel, int port) {
    URI hooks = URI.create("http://localhost:" + port + "/hooks/");
    return channel == ChannelType.SMS ? new TwilioLine(hooks) : new MetaLine(hooks);
  }

  /// The server's settings that lead to it.
  Map<String, String> settings();

  /// The channel as it is made over the API.
  ObjectNode channel(String agent);

  /// Someone who texts the number, as one person after another.
  Texter texter(int ordinal);

  /// What the vendor would complain about.
  List<Alert> alerts();

  @Override
  void close();

  static String number(int ordinal) {
    return "+1646%07d".formatted(2_000_000 + ordinal);
  }
}
