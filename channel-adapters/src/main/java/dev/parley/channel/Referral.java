package dev.parley.channel;

import java.util.Optional;

/// The advertisement or post a contact came from. Kept as the lead's source; everything in it is
/// the vendor's word and is never read as the contact's.
///
/// @param sourceType such as `ad` or `post`
/// @param sourceId the vendor's id of it
/// @param clickId the vendor's id of the click, for attribution
public record Referral(
    String sourceType,
    Optional<String> sourceId,
    Optional<String> sourceUrl,
    Optional<String> headline,
    Optional<String> body,
    Optional<String> clickId) {}
