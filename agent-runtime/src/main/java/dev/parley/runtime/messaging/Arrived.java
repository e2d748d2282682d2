package dev.parley.runtime.messaging;

import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.WaitingMessage;

/// A message that was committed to the inbox of a conversation.
record Arrived(ConversationId conversation, WaitingMessage message) {}
