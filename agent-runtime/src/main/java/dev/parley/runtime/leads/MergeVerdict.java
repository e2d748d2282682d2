package dev.parley.runtime.leads;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// Whether two contacts with a key in common are one person. Pure.
enum MergeVerdict {
  MERGE,
  /// Each has proved another number or id: a person decides.
  CONFLICTING_KEYS,
  /// The key was said, and not confirmed by both: a person decides.
  UNCONFIRMED;

  static MergeVerdict of(boolean confirmed, Set<String> proved, Set<String> othersProved) {
    boolean bothProved = !proved.isEmpty() && !othersProved.isEmpty();
    if (bothProved && Collections.disjoint(proved, othersProved)) {
      return CONFLICTING_KEYS;
    }
    return confirmed ? MERGE : UNCONFIRMED;
  }

  /// Why a person is asked.
  Optional<String> reason() {
    return this == MERGE
        ? Optional.empty()
        : Optional.of(name().toLowerCase(java.util.Locale.ROOT));
  }
}
