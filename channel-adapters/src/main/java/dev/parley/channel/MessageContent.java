package dev.parley.channel;

/// What a contact sent. Every form can say itself as text, so that a conversation never stalls on a
/// form it does not know.
public sealed interface MessageContent {

  /// The words the agent understands; empty when there are none.
  String text();

  /// Plain words.
  record Text(String text) implements MessageContent {}

  /// A tap on an offered answer.
  ///
  /// @param id the answer's id as it was offered
  /// @param text the label the contact saw
  record Choice(String id, String text) implements MessageContent {}

  /// A picture, a recording, a document: kept by reference, never fetched unasked.
  ///
  /// @param mediaType as the vendor declares it, such as `image/jpeg`
  /// @param reference the vendor's id or address of the bytes
  /// @param text the caption, or empty
  record Attachment(String mediaType, String reference, String text) implements MessageContent {}

  /// Something the channel carried but nobody here can read, such as a sticker.
  ///
  /// @param kind the vendor's name for it
  record Unsupported(String kind) implements MessageContent {
    @Override
    public String text() {
      return "";
    }
  }
}
