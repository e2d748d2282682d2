package dev.parley.config.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.config.settings.Secret;
import org.junit.jupiter.api.Test;

class SealerTest {
  private static final byte[] PLAIN = "whsec_abc".getBytes(UTF_8);

  private final Sealer sealer = new Sealer(Secret.of("a master key of some length"));

  @Test
  void opensWhatItSealed() {
    assertThat(sealer.open("connector/1", sealer.seal("connector/1", PLAIN))).isEqualTo(PLAIN);
  }

  @Test
  void sealsTheSameBytesDifferentlyEachTime() {
    assertThat(sealer.seal("connector/1", PLAIN)).isNotEqualTo(sealer.seal("connector/1", PLAIN));
  }

  @Test
  void refusesBytesThatWereMovedToAnotherPlace() {
    byte[] sealed = sealer.seal("connector/1", PLAIN);

    assertThatThrownBy(() -> sealer.open("connector/2", sealed))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("PARLEY_MASTER_KEY");
  }

  @Test
  void refusesBytesThatWereChanged() {
    byte[] sealed = sealer.seal("connector/1", PLAIN);
    sealed[sealed.length - 1] ^= 1;

    assertThatThrownBy(() -> sealer.open("connector/1", sealed)).isInstanceOf(StoreException.class);
  }

  @Test
  void refusesAnotherMasterKey() {
    byte[] sealed = sealer.seal("connector/1", PLAIN);
    Sealer other = new Sealer(Secret.of("another master key altogether"));

    assertThatThrownBy(() -> other.open("connector/1", sealed)).isInstanceOf(StoreException.class);
  }

  @Test
  void aSecretPrintsAsStars() {
    assertThat(Secret.of("hush").toString()).doesNotContain("hush");
  }
}
