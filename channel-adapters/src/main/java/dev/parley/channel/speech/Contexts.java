package dev.parley.channel.speech;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which passages have a place at the vendor. A place is taken until the vendor says that the
/// context has ended, whether anybody wants it or not. Guarded by its mouth.
final class Contexts {
  private final Map<String, Passage> taken;
  private int count;

  Contexts(int expected) {
    taken = new HashMap<>(expected * 2);
  }

  void place(Passage passage, VendorSocket socket) {
    count++;
    String context = "r" + passage.reply + "-" + count;
    passage.context = context;
    passage.socket = socket;
    taken.put(context, passage);
  }

  int on(VendorSocket socket) {
    int on = 0;
    for (Passage each : taken.values()) {
      if (each.socket == socket) {
        on++;
      }
    }
    return on;
  }

  boolean anyWantedOn(VendorSocket socket) {
    return taken.values().stream()
        .anyMatch(each -> each.socket == socket && !each.dropped && !each.over);
  }

  /// A context's passage, while somebody wants it.
  Optional<Passage> wanted(VendorSocket socket, String context) {
    return Optional.ofNullable(taken.get(context))
        .filter(passage -> passage.socket == socket && !passage.dropped && !passage.over);
  }

  void ended(VendorSocket socket, String context) {
    Passage passage = taken.get(context);
    if (passage != null && passage.socket == socket) {
      taken.remove(context);
      passage.over = true;
      passage.socket = null;
    }
  }

  List<Passage> of(long reply) {
    return taken.values().stream().filter(each -> each.reply == reply).toList();
  }

  /// Passages to which more may come.
  List<Passage> open() {
    return taken.values().stream().filter(each -> !each.closing).toList();
  }

  /// Wanted passages the vendor has said nothing to since then.
  List<Passage> owed(long since) {
    return taken.values().stream()
        .filter(each -> !each.dropped && each.isOwed() && each.owedSince - since < 0)
        .toList();
  }

  Set<VendorSocket> sockets() {
    return taken.values().stream()
        .flatMap(each -> Optional.ofNullable(each.socket).stream())
        .collect(Collectors.toSet());
  }

  /// A socket is gone, and every context on it.
  void restart(VendorSocket socket) {
    List<Passage> lost = taken.values().stream().filter(each -> each.socket == socket).toList();
    taken.values().removeAll(lost);
    lost.forEach(Passage::restart);
  }

  void clear() {
    taken.clear();
  }
}
