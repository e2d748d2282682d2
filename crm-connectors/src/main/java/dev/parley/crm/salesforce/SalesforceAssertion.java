package dev.parley.crm.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// The signed claim of the JWT bearer flow: who asks, as whom, where, and until when.
final class SalesforceAssertion {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final int BITS_MIN = 2048;

  private SalesforceAssertion() {}

  static RSAPrivateKey key(String pem) throws GeneralSecurityException {
    String base64 =
        pem.replace("-----BEGIN PRIVATE KEY-----", "").replace("-----END PRIVATE KEY-----", "");
    byte[] encoded = Base64.getMimeDecoder().decode(base64);
    RSAPrivateKey key =
        (RSAPrivateKey)
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    if (key.getModulus().bitLength() < BITS_MIN) {
      throw new InvalidKeyException("too short");
    }
    return key;
  }

  static String of(String clientId, String username, String pem, boolean sandbox, Instant now)
      throws GeneralSecurityException {
    ObjectNode claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", clientId)
            .put("sub", username)
            .put("aud", sandbox ? "https://test.salesforce.com" : "https://login.salesforce.com")
            .put("exp", now.plus(LIFE).getEpochSecond());
    String signed = encoded("{\"alg\":\"RS256\"}") + "." + encoded(claims.toString());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key(pem));
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64.encodeToString(signature.sign());
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
