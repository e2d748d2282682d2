package dev.parley.channel.http;

import okhttp3.Call;
import okhttp3.EventListener;

/// Watches one call, to know afterwards whether any of the request was written.
final class CallProgress extends EventListener {
  private volatile boolean writing;

  /// The one a request was tagged with.
  static EventListener of(Call call) {
    CallProgress watching = call.request().tag(CallProgress.class);
    return watching == null ? EventListener.NONE : watching;
  }

  @Override
  public void requestHeadersStart(Call call) {
    writing = true;
  }

  boolean beganToWrite() {
    return writing;
  }
}
