package dev.parley.score;

import dev.parley.config.agent.AgentDefinition.Bands;
import dev.parley.config.agent.AgentDefinition.ScoreRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Tells rule sets apart: the same rules and bands have the same version in every agent and every
/// version of it, others have another. Pure.
public final class RulesVersion {
  private static final int BYTES = 6;

  private RulesVersion() {}

  /// Twelve hexadecimal digits.
  public static String of(List<ScoreRule> rules, Bands bands) {
    MessageDigest digest = sha256();
    // Every text goes in with its length: no two rule sets run into one another.
    for (ScoreRule rule : rules) {
      add(digest, rule.when().source());
      add(digest, rule.disqualify() ? "disqualify" : Integer.toString(rule.points()));
      add(digest, rule.reason());
    }
    add(digest, "%d %d %d".formatted(bands.a(), bands.b(), bands.c()));
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
