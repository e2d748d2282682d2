package dev.parley.crm.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskingTest {
  @Test
  void starsWhatNamesAPersonOrOpensADoor() {
    String kept =
        Masking.excerpt(
            """
            {"error":"ana.silva+x@example.co.uk exists",
             "phone":"+351 912 345 678","access_token":"ya29.a0AfH6SM",
             "auth":"Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc"}
            """);
    assertThat(kept)
        .doesNotContain("ana.silva", "912", "ya29", "eyJ", "\n")
        .contains("exists", "\"phone\":\"***\"");
  }

  @Test
  void keepsNoMoreThanAGlance() {
    assertThat(Masking.excerpt("x".repeat(5000))).hasSize(501).endsWith("…");
    assertThat(Masking.excerpt("a" + "😀".repeat(400))).doesNotContain("\ud83d…");
  }
}
