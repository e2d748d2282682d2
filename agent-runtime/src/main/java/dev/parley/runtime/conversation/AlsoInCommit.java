package dev.parley.runtime.conversation;

import org.jooq.DSLContext;

/// A write that belongs to a turn's commit: it happens with the turn or not at all.
@FunctionalInterface
public interface AlsoInCommit {
  void write(DSLContext tx, OwnedConversation conversation);
}
