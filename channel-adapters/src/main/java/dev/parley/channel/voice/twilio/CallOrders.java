package dev.parley.channel.voice.twilio;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a line has Twilio do by REST, each on a thread of its own, for the line's owner must not
/// wait. Thread-safe.
///
/// @param over Twilio says that the call has ended
/// @param failed an order that matters was not taken
record CallOrders(CallSite site, Runnable over, Runnable failed) {
  private static final Logger LOG = LoggerFactory.getLogger(CallOrders.class);

  void hangUp() {
    give(() -> control().complete(site.channel(), callId()), failed);
  }

  void redirect(String twiml) {
    give(() -> control().redirect(site.channel(), callId(), twiml), failed);
  }

  /// A call goes on without its recording.
  void record() {
    String callback =
        new CallHooks(site.calls().settings().publicUrl())
            .url(site.channel(), VoiceWebhook.RECORDING_PATH, "");
    give(() -> control().record(site.channel(), callId(), callback), () -> {});
  }

  private CallControl control() {
    return site.calls().control();
  }

  private String callId() {
    return site.call().callId();
  }

  private void give(Supplier<CallControl.Result> order, Runnable whenFailed) {
    Thread.ofVirtual().name("call-control").start(() -> given(order.get(), whenFailed));
  }

  private void given(CallControl.Result result, Runnable whenFailed) {
    switch (result) {
      case CallControl.Result.Done _ -> {}
      case CallControl.Result.Over() -> over.run();
      case CallControl.Result.Failed(String code, boolean _) -> {
        LOG.warn("call_control_failed: {}", code);
        whenFailed.run();
      }
    }
  }
}
