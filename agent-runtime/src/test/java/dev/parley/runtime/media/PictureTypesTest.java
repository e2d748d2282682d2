package dev.parley.runtime.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTypesTest {
  @ParameterizedTest
  @CsvSource({
    "ffd8ffe000, image/jpeg",
    "89504e470d0a1a0a00, image/png",
    "474946383961, image/gif",
    "524946460000000057454250, image/webp",
    "255044462d312e37, application/pdf"
  })
  void firstBytesSayWhatAFileIs(String hex, String type) {
    assertThat(PictureTypes.of(java.util.HexFormat.of().parseHex(hex))).contains(type);
  }

  @Test
  void nothingElseIsShown() {
    assertThat(PictureTypes.of(new byte[0])).isEmpty();
    assertThat(PictureTypes.of("<html>".getBytes(ISO_8859_1))).isEmpty();
    assertThat(PictureTypes.of("RIFF1234WAVE".getBytes(ISO_8859_1))).isEmpty();
    assertThat(PictureTypes.of("\u0089PNG".getBytes(ISO_8859_1))).isEmpty();
  }
}
