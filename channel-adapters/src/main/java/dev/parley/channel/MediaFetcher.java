package dev.parley.channel;

/// Brings a contact's file from the vendor into a [MediaStore], streaming. Thread-safe; blocks its
/// caller; never throws for what the vendor or the network did.
public interface MediaFetcher {

  MediaResult fetch(ChannelAccount account, Attachment attachment, MediaStore store);
}
