package dev.parley.channel.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.settings.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The vendor's published vectors.
class TwilioSignatureTest {
  private static final Secret TOKEN = Secret.of("12345");
  private static final Map<String, String> CALL =
      Map.of(
          "Digits", "1234",
          "CallSid", "CA1234567890ABCDE",
          "To", "+18005551212",
          "Caller", "+14158675309",
          "From", "+14158675309");

  @Test
  void signsAFormWithItsQuery() {
    assertThat(TwilioSignature.of(TOKEN, "https://mycompany.com/myapp.php?foo=1&bar=2", CALL))
        .isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    assertThat(TwilioSignature.of(TOKEN, "https://mycompany.com:443/myapp.php?foo=1&bar=2", CALL))
        .isEqualTo("kvajT1Ptam85bY51eRf/AJRuM3w=");
    assertThat(TwilioSignature.of(TOKEN, "http://mycompany.com:80/myapp.php?foo=1&bar=2", CALL))
        .isEqualTo("0ZXoZLH/DfblKGATFgpif+LLRf4=");
  }

  @Test
  void signsAUrlAlone() {
    assertThat(TwilioSignature.of(TOKEN, "https://mycompany.com/myapp.php?foo=1&bar=2", Map.of()))
        .isEqualTo("zYQTYrRWXE7LtzbG4PfP7/bkkGo=");
  }

  @Test
  void signsWhatIsNotAscii() {
    Map<String, String> message = new LinkedHashMap<>();
    message.put("To", "+18005551212");
    message.put("Body", "Olá 👍");
    message.put("MessageSid", "SM00000000000000000000000000000001");
    message.put("From", "+5511999990000");
    assertThat(TwilioSignature.of(TOKEN, "https://mycompany.com/sms", message))
        .isEqualTo("xEqazWjrrsp5yGPTSVqygpK4OtM=");
  }
}
