package dev.parley.runtime.hosted;

import java.util.List;
import java.util.stream.Collectors;

/// What in a history the contact said since it was last asked about.
final class NewWords {
  private NewWords() {}

  /// @param taken what was asked about so far
  /// @param contact all the contact said, as the history tells it now; not empty
  static String of(List<HostedRows.Taken> taken, List<String> contact) {
    int known =
        taken.stream().mapToInt(each -> HostedMessageId.place(each.messageId())).max().orElse(0);
    int place = contact.size();
    if (place > known) {
      return String.join("\n", contact.subList(known, place));
    }
    // The last words have grown or changed, or the history was shortened.
    String last = contact.getLast();
    String before =
        taken.stream()
            .filter(each -> HostedMessageId.place(each.messageId()) == place)
            .map(HostedRows.Taken::text)
            .collect(Collectors.joining(" "));
    boolean grown = !before.isEmpty() && last.startsWith(before) && last.length() > before.length();
    String rest = grown ? last.substring(before.length()).strip() : last;
    return rest.isEmpty() ? last : rest;
  }
}
