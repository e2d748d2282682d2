package dev.parley.channel.voice.twilio;

import dev.parley.channel.voice.CallEvent.Ended.How;
import dev.parley.channel.voice.CallLine.Sentence;
import dev.parley.channel.voice.Welcome;
import dev.parley.channel.voice.twilio.VoiceChannel.Carrier;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a line has Twilio do by REST, each on a thread of its own, for the line's owner must not
/// wait. Thread-safe.
record CallOrders(CallSite site) {
  private static final Logger LOG = LoggerFactory.getLogger(CallOrders.class);

  void hangUp(TwilioLine line) {
    give(line, () -> control().complete(site.channel(), callId()), true);
  }

  void redirect(TwilioLine line, String twiml) {
    give(line, () -> control().redirect(site.channel(), callId(), twiml), true);
  }

  /// Says it, and ends the call.
  String leaving(Sentence sentence) {
    return site.calls().twiml().sayAndHangUp(site.channel(), sentence);
  }

  /// Says it, and ties the call to a socket again.
  String goingOn(Sentence sentence, Carrier by) {
    Welcome.Take take =
        site.calls()
            .welcome(site.call())
            // A call that is up is not sent away, however many there are.
            .orElseGet(() -> new Welcome.Take("", List.of(), List.of()))
            .in(sentence.language());
    return site.calls().twiml().sayAndConnect(site.channel(), site.call(), take, by, sentence);
  }

  /// A call goes on without its recording.
  void record(TwilioLine line) {
    String callback =
        new CallHooks(site.calls().settings().publicUrl())
            .url(site.channel(), VoiceWebhook.RECORDING_PATH, "");
    give(line, () -> control().record(site.channel(), callId(), callback), false);
  }

  private CallControl control() {
    return site.calls().control();
  }

  private String callId() {
    return site.call().callId();
  }

  /// @param byHook whether Twilio's question after the socket's end can do it instead
  private static void give(TwilioLine line, Supplier<CallControl.Result> order, boolean byHook) {
    Thread.ofVirtual().name("call-control").start(() -> given(line, order.get(), byHook));
  }

  private static void given(TwilioLine line, CallControl.Result result, boolean byHook) {
    switch (result) {
      case CallControl.Result.Done _ -> {}
      case CallControl.Result.Over() -> line.ended(How.CONTACT_HUNG_UP);
      case CallControl.Result.Failed(String code, boolean _) -> {
        LOG.warn("call_control_failed: {}", code);
        if (byHook) {
          line.closeSocket();
        }
      }
    }
  }
}
