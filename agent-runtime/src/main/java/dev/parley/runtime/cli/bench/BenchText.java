package dev.parley.runtime.cli.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.net.FreePort;
import dev.parley.runtime.cli.CommandException;
import dev.parley.runtime.cli.ServerClient;
import dev.parley.runtime.cli.bench.BenchServer.Cpu;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley bench text`: conversations against a server of its own with the built-in understanding,
/// which takes no time to speak of. Every turn is durable before it is answered.
@Command(
    name = "text",
    mixinStandardHelpOptions = true,
    description = "Text: turns a second, latencies, CPU and memory.")
final class BenchText implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int FIRST = 8;
  private static final Duration FIRST_FOR = Duration.ofSeconds(5);

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--channel", description = "web, sms or whatsapp. Default: ${DEFAULT-VALUE}")
  String channel = "web";

  @Option(names = "--conversations", description = "At once. Default: ${DEFAULT-VALUE}")
  int conversations = 256;

  @Option(names = "--seconds", description = "Of each measurement. Default: ${DEFAULT-VALUE}")
  int seconds = 20;

  @Option(
      names = "--warm-up",
      description = "Seconds before the first measurement. Default: as long as a measurement")
  int warmUpSeconds;

  @Option(
      names = "--idle",
      description = "Idle sockets for the memory (web). Default: ${DEFAULT-VALUE}")
  int idle = 2_000;

  @Option(names = "--profile", description = "Writes a flight recording of the server here.")
  @Nullable Path profile;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = BenchSetup.out(spec);
    Path data = Files.createTempDirectory("parley-bench");
    try {
      measure(data, out);
      return 0;
    } finally {
      BenchSetup.delete(data);
    }
  }

  private void measure(Path data, PrintWriter out) throws IOException, InterruptedException {
    switch (channel.toLowerCase(Locale.ROOT)) {
      case "web" -> measureWeb(data, out);
      case "sms" -> measureMessages(ChannelType.SMS, data, out);
      case "whatsapp" -> measureMessages(ChannelType.WHATSAPP, data, out);
      default -> throw new CommandException("--channel is web, sms or whatsapp.");
    }
  }

  /// Message channels: the vendor is simulated here, and counts as load generator.
  private void measureMessages(ChannelType type, Path data, PrintWriter out)
      throws IOException, InterruptedException {
    heading(out);
    int port = FreePort.take();
    try (VendorLine line = VendorLine.open(type, port)) {
      Map<String, String> settings = new HashMap<>(settings());
      settings.putAll(line.settings());
      settings.put("PARLEY_SANDBOX", "false");
      settings.put("PARLEY_PUBLIC_URL", "http://localhost:" + port);
      try (BenchServer server =
          BenchServer.start(port, data, settings, BenchSetup.options(data, profile))) {
        var api = new ServerClient(server.url(), BenchServer.ADMIN_KEY);
        BenchSetup.agent(api);
        api.post("/v1/channels", line.channel("bench"));
        List<Texter> people = IntStream.range(0, conversations).mapToObj(line::texter).toList();
        // A server's first seconds are its slowest: it does not meet everybody in them.
        Load.run(people.subList(0, Math.min(FIRST, conversations)), 0, FIRST_FOR);
        Load.run(people, 0, warmUp());
        double most = full(server, people, out);
        half(people, most / 2, out);
      } finally {
        out.printf("%nwebhooks not taken             %6d%n", line.alerts().size());
      }
    }
    out.flush();
  }

  private void heading(PrintWriter out) {
    out.printf(
        "parley bench text --channel %s: %d processors, %s %s%n",
        channel.toLowerCase(Locale.ROOT),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name"),
        Runtime.version());
  }

  private void measureWeb(Path data, PrintWriter out) throws IOException, InterruptedException {
    heading(out);
    try (BenchServer first = BenchServer.start(data, settings(), BenchSetup.options(data))) {
      out.printf("first start, new database      %6.2f s%n", seconds(first.readyAfter()));
    }
    try (BenchServer server =
        BenchServer.start(data, settings(), BenchSetup.options(data, profile))) {
      out.printf("warm start to ready            %6.2f s%n", seconds(server.readyAfter()));
      ServerClient api = new ServerClient(server.url(), BenchServer.ADMIN_KEY);
      BenchSetup.agent(api);
      String widgetKey = webChannel(api);
      idle(server, widgetKey, out);
      List<Chatter> chatters = open(server, widgetKey, conversations);
      Load.run(chatters, 0, warmUp());
      double most = full(server, chatters, out);
      half(chatters, most / 2, out);
      for (Chatter chatter : chatters) {
        chatter.close();
      }
    }
    out.flush();
  }

  private double full(BenchServer server, List<? extends Talker> talkers, PrintWriter out)
      throws IOException, InterruptedException {
    Cpu before = server.cpu();
    double ownBefore = BenchSetup.ownCpu();
    double ownCompilersBefore = CompilerCpu.seconds(ProcessHandle.current().pid());
    Load.Result result = Load.run(talkers, 0, Duration.ofSeconds(seconds));
    Cpu cpu = server.cpu().minus(before);
    double perSecond = result.perSecond();
    out.printf("%nfull load, %d conversations, each answering at once%n", talkers.size());
    out.printf("  durable turns a second       %8.0f%n", perSecond);
    print(out, result.tally());
    out.printf(
        "  CPU seconds a 1000 turns     %8.2f server, %.2f database, %.2f load generator%n",
        1000 * cpu.server() / result.turns(),
        1000 * cpu.database() / result.turns(),
        1000 * (BenchSetup.ownCpu() - ownBefore) / result.turns());
    out.printf(
        "    of it the JVMs' compilers  %8.2f server, %.2f load generator%n",
        1000 * cpu.compilers() / result.turns(),
        1000
            * (CompilerCpu.seconds(ProcessHandle.current().pid()) - ownCompilersBefore)
            / result.turns());
    out.printf("  server memory                %8.0f MiB resident%n", server.residentMib());
    return perSecond;
  }

  private void half(List<? extends Talker> talkers, double perSecond, PrintWriter out)
      throws IOException, InterruptedException {
    Load.Result result = Load.run(talkers, perSecond, Duration.ofSeconds(seconds));
    out.printf("%nhalf load, %.0f turns a second asked for%n", perSecond);
    out.printf("  durable turns a second       %8.0f%n", result.perSecond());
    print(out, result.tally());
  }

  private void idle(BenchServer server, String widgetKey, PrintWriter out)
      throws IOException, InterruptedException {
    if (idle == 0) {
      return;
    }
    HeapAfterCollection heap = new HeapAfterCollection(server.pid());
    List<Chatter> warm = open(server, widgetKey, 50);
    long before = heap.bytes();
    List<Chatter> sockets = open(server, widgetKey, idle);
    long after = heap.bytes();
    out.printf(
        "%nidle connections                %,d open, %.1f KB of heap each (conversation"
            + " included)%n",
        idle, (after - before) / 1000.0 / idle);
    for (Chatter chatter : Stream.concat(warm.stream(), sockets.stream()).toList()) {
      chatter.close();
    }
  }

  private static void print(PrintWriter out, Tally tally) {
    print(out, "acknowledgement", tally.ackMicros());
    print(out, "message to reply", tally.replyMicros());
  }

  private static void print(PrintWriter out, String what, Histogram micros) {
    out.printf(
        "  %-28s %8.1f ms p50, %.1f ms p99, %.1f ms max%n",
        what,
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        micros.getMaxValue() / 1000.0);
  }

  private List<Chatter> open(BenchServer server, String widgetKey, int count) throws IOException {
    List<Chatter> chatters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chatters.add(Chatter.open(server.port(), widgetKey, i));
    }
    return chatters;
  }

  private static String webChannel(ServerClient api) {
    ObjectNode channel = JSON.createObjectNode().put("type", "web").put("agent", "bench");
    return api.post("/v1/channels", channel).path("widget_key").asText();
  }

  /// No quiet window, as there is no second message to wait for, and no limit that a single address
  /// with hundreds of conversations would meet.
  private static Map<String, String> settings() {
    return Map.of(
        "PARLEY_MODEL", "builtin",
        "PARLEY_QUIET_WINDOW", "0ms",
        "PARLEY_SOCKETS_PER_ADDRESS_MAX", "100000",
        "PARLEY_CHAT_MESSAGES_PER_SECOND", "1000",
        "PARLEY_CHAT_MESSAGES_BURST", "1000");
  }

  private Duration warmUp() {
    return Duration.ofSeconds(warmUpSeconds > 0 ? warmUpSeconds : seconds);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
