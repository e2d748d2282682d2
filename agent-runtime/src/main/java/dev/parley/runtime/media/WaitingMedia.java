package dev.parley.runtime.media;

import dev.parley.channel.Attachment;
import dev.parley.config.binding.ChannelType;
import java.time.Instant;
import java.util.UUID;

/// A file that is being fetched.
///
/// @param business the channel's own address
/// @param attempt this try, from 1
/// @param keptBytes of the other files of its conversation
record WaitingMedia(
    MediaId media,
    UUID conversation,
    ChannelType channel,
    String business,
    Attachment attachment,
    int attempt,
    long keptBytes,
    Instant createdAt) {}
