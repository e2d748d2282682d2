package dev.parley.runtime.turn;

import dev.parley.config.language.PartialListener;
import dev.parley.runtime.flow.Proposal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts the members of a model's answer together as they come, and opens the proposal when its
/// reply begins. A model that writes its reply before the rest opens nothing: what is not there to
/// be checked is not said. One per answer; one owner.
final class OpenedProposal implements PartialListener {
  private static final List<String> HEAD =
      List.of(
          ProposalSchema.ANSWERS,
          ProposalSchema.FACT,
          ProposalSchema.OBJECTION,
          ProposalSchema.INTENT,
          ProposalSchema.LANGUAGE,
          ProposalSchema.ASKS);

  private final ProposalReader reader;
  private final ReplyListener listener;
  private final Map<String, String> members = new HashMap<>();
  private Optional<Proposal> opened = Optional.empty();
  private boolean begun;

  OpenedProposal(ProposalReader reader, ReplyListener listener) {
    this.reader = reader;
    this.listener = listener;
  }

  /// What was opened, if anything was.
  Optional<Proposal> proposal() {
    return opened;
  }

  @Override
  public void member(String name, String json) {
    if (!begun && HEAD.contains(name)) {
      members.put(name, json);
    }
  }

  @Override
  public void text(String piece) {
    if (!begun) {
      begun = true;
      opened = read();
      opened.ifPresent(listener::opened);
    }
    if (opened.isPresent()) {
      listener.text(piece);
    }
  }

  private Optional<Proposal> read() {
    if (members.size() < HEAD.size()) {
      return Optional.empty();
    }
    String head =
        HEAD.stream()
            .map(name -> "\"" + name + "\":" + members.get(name))
            .collect(Collectors.joining(",", "{", "}"));
    return reader.read(head) instanceof ProposalReader.Reading.Read(Proposal proposal)
        ? Optional.of(proposal.saying(""))
        : Optional.empty();
  }
}
