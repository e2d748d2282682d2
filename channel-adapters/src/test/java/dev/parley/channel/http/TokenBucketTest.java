package dev.parley.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void allowsABurstThenTheRate() {
    TokenBucket bucket = new TokenBucket(2, 3, 0);
    assertThat(taken(bucket, 0)).isEqualTo(3);
    assertThat(taken(bucket, SECOND / 2)).isEqualTo(1);
  }

  @Test
  void savesUpNoMoreThanTheBurst() {
    TokenBucket bucket = new TokenBucket(2, 2, 0);
    assertThat(taken(bucket, 3_600 * SECOND)).isEqualTo(2);
  }

  private static int taken(TokenBucket bucket, long nowNanos) {
    int taken = 0;
    while (bucket.take(nowNanos)) {
      taken++;
    }
    return taken;
  }
}
