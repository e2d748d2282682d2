package dev.parley.runtime.conversation;

import dev.parley.runtime.flow.FlowState;
import org.jooq.JSONB;

/// A conversation's flow state as it stands in its row.
public final class StoredState {
  private StoredState() {}

  /// Throws `IllegalStateException` for a row no version of this program wrote.
  public static FlowState read(JSONB state) {
    return FlowStateJson.read(state);
  }

  public static String write(FlowState state) {
    return FlowStateJson.write(state);
  }
}
