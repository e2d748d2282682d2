package dev.parley.channel.sandbox.phone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Knows the leads. Asked every few seconds per open page, on many threads; may read a database.
@FunctionalInterface
public interface SandboxLeads {
  /// The newest lead of a contact, in the form the API gives it; empty while there is none.
  ///
  /// @param addresses the contact's, any of which may be the one the lead is kept under: the number
  ///     in E.164 and, on WhatsApp, the user id
  Optional<ObjectNode> latest(SandboxLine line, List<String> addresses);
}
