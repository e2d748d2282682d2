package dev.parley.channel.hosted;

import java.util.List;
import java.util.Optional;

/// A hosted agent asks what to say, and tells all that was said so far.
///
/// @param conversation the vendor's id of it
/// @param caller the contact's number, E.164, where it is told
/// @param contact everything the contact said, in order; none at the beginning
/// @param greeting what the agent said before the contact said anything; blank: nothing
/// @param heard what the agent said between the contact's last two turns, as far as it was heard;
///     blank: nothing
public record Asked(
    String conversation,
    Optional<String> caller,
    List<String> contact,
    String greeting,
    String heard) {
  public Asked {
    contact = List.copyOf(contact);
  }
}
