package dev.parley.crm.acceptance;

import dev.parley.crm.Connector;
import dev.parley.crm.RemoteKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Remote keys of one process; holds never run out.
public final class MemoryRemoteKeys implements RemoteKeys {
  public final Map<String, String> made = new HashMap<>();
  public final Map<String, UUID> held = new HashMap<>();

  @Override
  public synchronized Claim claim(Connector connector, String key, Duration hold) {
    if (made.containsKey(key)) {
      return new Claim.Known(made.get(key));
    }
    if (held.containsKey(key)) {
      return new Claim.Held();
    }
    held.put(key, UUID.randomUUID());
    return new Claim.Mine(held.get(key));
  }

  @Override
  public synchronized void made(Connector connector, String key, UUID holder, String remoteId) {
    if (holder.equals(held.get(key))) {
      made.put(key, remoteId);
      held.remove(key);
    }
  }

  @Override
  public synchronized void release(Connector connector, String key, UUID holder) {
    held.remove(key, holder);
  }

  @Override
  public synchronized void forget(Connector connector, String key, String remoteId) {
    made.remove(key, remoteId);
  }
}
