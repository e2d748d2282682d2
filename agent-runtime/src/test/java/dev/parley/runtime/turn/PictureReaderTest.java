package dev.parley.runtime.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.Question;
import dev.parley.config.language.ModelRequest;
import dev.parley.config.language.Outcome;
import dev.parley.config.language.Picture;
import dev.parley.config.language.ScriptedModel;
import dev.parley.runtime.flow.Seen;
import dev.parley.runtime.turn.PictureReader.Look;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
  private static final UUID FILE = UUID.fromString("019aab00-0000-7000-8000-000000000001");
  private static final Picture PICTURE = new Picture("image/png", new byte[] {1, 2, 3});
  private static final Question BILL = SolarAgent.DEFINITION.question("monthly_bill").orElseThrow();

  private static Look look(ScriptedModel model) {
    return new PictureReader(model).look(BILL, "en", FILE, PICTURE);
  }

  @Test
  void showsThePictureWithTheQuestionAndItsType() {
    ScriptedModel model =
        ScriptedModel.saying("{\"text_seen\":\"Total: 84 EUR\",\"value\":\" 84 EUR \"}");

    Look look = look(model);

    assertThat(look.seen()).contains(new Seen("monthly_bill", FILE, "84 EUR", "Total: 84 EUR"));
    assertThat(look.attempts()).hasSize(1);
    ModelRequest request = model.requests().getFirst();
    assertThat(request.pictures()).containsExactly(PICTURE);
    assertThat(request.situation()).contains("\"monthly_bill\"", "\"money\"", "\"EUR\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text_seen\":null,\"value\":null}",
        "{\"text_seen\":[\"a\"],\"value\":{\"b\":1}}",
        "{\"value\":\"\"}"
      })
  void aModelThatSawNothingSaysNothing(String json) {
    assertThat(look(ScriptedModel.saying(json)).seen())
        .contains(new Seen("monthly_bill", FILE, "", ""));
  }

  @Test
  void longTextsAreCut() {
    String json =
        "{\"text_seen\":\"%s\",\"value\":\"%s\"}".formatted("x".repeat(9_000), "y".repeat(9_000));

    Seen seen = look(ScriptedModel.saying(json)).seen().orElseThrow();

    assertThat(seen.text()).hasSize(Seen.TEXT_CHARS_MAX);
    assertThat(seen.value()).hasSize(500);
  }

  @Test
  void withoutAnAnswerNothingWasSeen() {
    assertThat(look(new ScriptedModel().thenFails(Outcome.OUT_OF_TIME)).seen()).isEmpty();
    assertThat(look(ScriptedModel.saying("I see a bill.")).seen()).isEmpty();
    assertThat(new PictureReader(new ScriptedModel()).ready()).isFalse();
  }
}
