package dev.parley.runtime.conversation;

/// A turn and the conversation it is for, as its owner holds it.
record OwnedTurn(OwnedConversation owned, TurnCommit commit) {}
