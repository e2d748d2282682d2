package dev.parley.channel.sandbox.phone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Knows the leads. Asked every few seconds per open page, on many threads; may read a database.
@FunctionalInterface
public interface SandboxLeads {
  /// The newest lead of a contact, in the form the API gives it; empty while there is none.
  ///
  /// @param contact the contact's number in E.164
  Optional<ObjectNode> latest(SandboxLine line, String contact);
}
