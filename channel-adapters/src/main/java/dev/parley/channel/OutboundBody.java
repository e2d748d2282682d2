package dev.parley.channel;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What is said to a contact. A channel that lacks a form says it in words: see
/// [MessageSender#parts].
public sealed interface OutboundBody {

  record Text(String text) implements OutboundBody {}

  /// A question with offered answers; a tap comes back as [MessageContent.Choice] with the id.
  ///
  /// @param language the conversation's, as a BCP 47 tag: for the few words a channel adds itself
  record Choices(String text, List<Option> options, String language) implements OutboundBody {
    public Choices {
      options = List.copyOf(options);
      if (options.isEmpty()) {
        throw new IllegalArgumentException("choices without an option");
      }
    }
  }

  /// @param id at most 200 characters
  /// @param title what the contact taps
  record Option(String id, String title, Optional<String> description) {}

  /// Words the vendor has approved beforehand, by name: the only form outside a shut window.
  ///
  /// @param language as the vendor writes it, such as `pt_BR`
  record Template(String name, String language, List<Parameter> parameters)
      implements OutboundBody {
    public Template {
      parameters = List.copyOf(parameters);
    }
  }

  /// A value for a place in a template's body, in order.
  ///
  /// @param name for templates with named places; a template has either all or none named
  record Parameter(Optional<String> name, String text) {}

  /// A file that the vendor fetches by itself.
  ///
  /// @param link public, https
  /// @param fileName shown for documents
  record Media(
      Attachment.Kind kind, URI link, String mediaType, String caption, Optional<String> fileName)
      implements OutboundBody {}
}
