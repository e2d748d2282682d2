package dev.parley.channel.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.FakeAccounts;
import dev.parley.channel.InboundBatch;
import dev.parley.channel.http.MetaSignature;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// A webhook that is signed and odd: it must never stop the server from answering.
class EnvelopeTest {
  private static final String[] BITS = {
    "null",
    "[]",
    "{}",
    "7",
    "-1e400",
    "\"\"",
    "\"x\"",
    "true",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\u0000",
    "\\ud800",
    "é",
    "99999999999999999999",
    "\"type\":\"image\"",
    "\"image\":{\"id\":\"1\"}",
    "\"contacts\":[null]",
    "\"interactive\":{\"nfm_reply\":{\"response_json\":\"[[\"}}",
    "\"system\":{}",
    "\"errors\":[{}]",
    "\"order\":{\"product_items\":[{}]}",
  };
  private static final String WHOLE =
      MetaFixtures.envelope(
          MetaFixtures.change(
              "messages",
              MetaFixtures.OUR_ID,
              MetaFixtures.message("wamid.1", "\"type\":\"text\",\"text\":{\"body\":\"Hi\"}")
                  + ",\"statuses\":[{\"id\":\"w\",\"status\":\"failed\",\"timestamp\":\"1\","
                  + "\"errors\":[{\"code\":131047}]}]"),
          MetaFixtures.change(
              "user_preferences",
              MetaFixtures.OUR_ID,
              "\"user_preferences\":[{\"wa_id\":\"1650555\",\"value\":\"stop\"}]"));

  private static InboundBatch read(byte[] body) {
    var settings = WhatsAppSettings.defaults(WhatsAppSettings.META);
    var accounts = new FakeAccounts(List.of(MetaFixtures.account()));
    var proof = new Proof(settings, body, MetaSignature.sign(body, MetaFixtures.SECRET));
    var batch = new BatchBuilder();
    FirstServed.in(body, accounts);
    new Envelope(accounts, proof, new GraphErrors(settings), batch, MetaFixtures.NOW).add(body);
    return batch.build();
  }

  @Property(tries = 3_000)
  void noBodyStopsUs(@ForAll long seed) {
    var random = new Random(seed);
    var body = new StringBuilder(WHOLE);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(body.length());
      int end = Math.min(body.length(), at + random.nextInt(30));
      body.replace(at, end, BITS[random.nextInt(BITS.length)]);
    }
    InboundBatch batch = read(body.toString().getBytes(UTF_8));
    assertThat(batch.messages()).allMatch(message -> !message.sender().address().isBlank());
  }

  @Property(tries = 500)
  void noBytesStopUs(@ForAll byte[] body) {
    assertThat(read(body).messages()).isEmpty();
  }

  @Test
  void theWholeIsReadWhole() {
    InboundBatch batch = read(WHOLE.getBytes(UTF_8));
    assertThat(batch.messages()).hasSize(1);
    assertThat(batch.receipts()).hasSize(1);
    assertThat(batch.consents()).hasSize(1);
  }
}
