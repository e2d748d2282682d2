package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.runtime.cli.ServerClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// What one server says was written about a conversation, and what the business received of it.
record Ledger(ParleyProcess node, Receiver receiver) {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  ServerClient api() {
    return new ServerClient(node.url(), ParleyProcess.ADMIN_KEY);
  }

  List<JsonNode> turns(String conversation) {
    JsonNode transcript = api().get("/v1/conversations/" + conversation + "/transcript");
    return StreamSupport.stream(transcript.path("turns").spliterator(), false).toList();
  }

  List<String> speakers(String conversation) {
    return turns(conversation).stream().map(turn -> turn.path("from").asText()).toList();
  }

  /// What the contact said, message by message.
  List<String> messages(String conversation) {
    return turns(conversation).stream()
        .filter(turn -> turn.path("from").asText().equals("contact"))
        .flatMap(turn -> turn.path("text").asText().lines())
        .toList();
  }

  /// Each of these became one lead, delivered, and pushed exactly once.
  void awaitOneLeadEach(List<String> conversations) {
    for (String conversation : conversations) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(receiver.of(conversation)).isNotEmpty());
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, List<String>> statuses = deliveriesByLead();
              for (String conversation : conversations) {
                assertThat(statuses.get(lead(conversation))).containsExactly("delivered");
              }
            });
    for (String conversation : conversations) {
      assertThat(receiver.of(conversation)).as("pushes of one lead").hasSize(1);
      assertThat(receiver.of(conversation)).allMatch(Receiver.Received::signed);
    }
    List<String> ofLeads = new ArrayList<>();
    api()
        .get("/v1/leads?limit=200")
        .path("items")
        .forEach(lead -> ofLeads.add(lead.path("conversation").asText()));
    assertThat(ofLeads).doesNotHaveDuplicates().containsAll(conversations);
  }

  private Map<String, List<String>> deliveriesByLead() {
    Map<String, List<String>> statuses = new HashMap<>();
    for (JsonNode delivery : api().get("/v1/deliveries?limit=200").path("items")) {
      statuses
          .computeIfAbsent(delivery.path("lead").asText(), _ -> new ArrayList<>())
          .add(delivery.path("status").asText());
    }
    return statuses;
  }

  private String lead(String conversation) {
    return receiver.of(conversation).getFirst().body().path("data").path("id").asText();
  }
}
