package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.settings.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
  private static final Secret TOKEN = Secret.of("12345");
  private static final Secret OTHER = Secret.of("another");
  private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  private static final FormBody CALL =
      FormBody.of(
          Map.of(
              "Digits", "1234",
              "CallSid", "CA1234567890ABCDE",
              "To", "+18005551212",
              "Caller", "+14158675309",
              "From", "+14158675309"));
  private static final FormBody SMS =
      FormBody.of(
          Map.of(
              "Body", "Olá 👍",
              "From", "+5511999990000",
              "To", "+18005551212",
              "MessageSid", "SM00000000000000000000000000000001"));

  @Test
  void signsAFormAsTwilioDoes() {
    assertThat(TwilioSignature.sign(URL, CALL, TOKEN)).isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    assertThat(TwilioSignature.sign("https://mycompany.com/sms", SMS, TOKEN))
        .isEqualTo("xEqazWjrrsp5yGPTSVqygpK4OtM=");
  }

  @ParameterizedTest
  @CsvSource({
    "https://mycompany.com/myapp.php?foo=1&bar=2, zYQTYrRWXE7LtzbG4PfP7/bkkGo=",
    "wss://mycompany.com/voice/stream, mMz2VMM0lkwn4jdsSn6NDfbPvQ4=",
    "wss://mycompany.com/voice/stream/, WwVbR9dgdq4ungBFcgI0GEgvCug=",
  })
  void signsAnAddressAlone(String url, String signature) {
    assertThat(TwilioSignature.sign(url, FormBody.empty(), TOKEN)).isEqualTo(signature);
    assertThat(TwilioSignature.verify(url, FormBody.empty(), signature, List.of(TOKEN))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://mycompany.com/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "https://mycompany.com/myapp.php?foo=1&bar=2, kvajT1Ptam85bY51eRf/AJRuM3w=",
    "https://mycompany.com:443/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "https://mycompany.com:8443/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "http://mycompany.com/myapp.php?foo=1&bar=2, 0ZXoZLH/DfblKGATFgpif+LLRf4=",
  })
  void believesAnAddressWithItsPortOrWithout(String url, String signature) {
    assertThat(TwilioSignature.verify(url, CALL, signature, List.of(TOKEN))).isTrue();
    assertThat(TwilioSignature.verify(url, CALL, signature, List.of(OTHER, TOKEN))).isTrue();
    assertThat(TwilioSignature.verify(url, CALL, signature, List.of(OTHER))).isFalse();
    assertThat(TwilioSignature.verify(url, CALL, signature, List.of())).isFalse();
    assertThat(TwilioSignature.verify(url, SMS, signature, List.of(TOKEN))).isFalse();
    assertThat(TwilioSignature.verify(url + "x", CALL, signature, List.of(TOKEN))).isFalse();
  }

  @Test
  void checksABodyThatIsNoFormByItsHash() {
    String url =
        URL + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    String signature = "a9nBmqA0ju/hNViExpshrM61xv4=";
    byte[] body = "{\"property\": \"value\", \"boolean\": true}".getBytes(UTF_8);
    assertThat(TwilioSignature.verifyBody(url, body, signature, List.of(TOKEN))).isTrue();
    assertThat(TwilioSignature.verifyBody(url, "{}".getBytes(UTF_8), signature, List.of(TOKEN)))
        .isFalse();
    assertThat(
            TwilioSignature.verifyBody(
                URL, body, TwilioSignature.sign(URL, FormBody.empty(), TOKEN), List.of(TOKEN)))
        .isFalse();
  }

  @Test
  void countsARepeatedParameterOnceForEachValue() {
    FormBody form = FormBody.read("b=2&a=y&a=x&a=y&c=".getBytes(UTF_8), 10).orElseThrow();
    FormBody sorted = FormBody.read("a=x&a=y&b=2&c=".getBytes(UTF_8), 10).orElseThrow();
    FormBody without = FormBody.read("a=x&a=y&b=2".getBytes(UTF_8), 10).orElseThrow();
    String signature = TwilioSignature.sign(URL, sorted, TOKEN);
    assertThat(TwilioSignature.verify(URL, form, signature, List.of(TOKEN))).isTrue();
    assertThat(TwilioSignature.verify(URL, without, signature, List.of(TOKEN))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%%%", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "é", "====", "AAAA"})
  void takesNothingElseForASignature(String header) {
    assertThat(TwilioSignature.verify(URL, SMS, header, List.of(TOKEN))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "https://", "https://[::1/x", "://", "https://a:b@c/"})
  void anAddressThatIsNoneIsNoTrap(String url) {
    String signature = TwilioSignature.sign(url, SMS, TOKEN);
    assertThat(TwilioSignature.verify(url, SMS, signature, List.of(TOKEN))).isTrue();
  }

  @Test
  void checksMetasSignatureOverTheBytesAsTheyCame() {
    byte[] body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(UTF_8);
    String header = "sha256=d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f";
    Secret secret = Secret.of("app-secret");
    assertThat(MetaSignature.sign(body, secret)).isEqualTo(header);
    assertThat(MetaSignature.verify(body, header, List.of(OTHER, secret))).isTrue();
    assertThat(
            MetaSignature.verify(body, header.toUpperCase(java.util.Locale.ROOT), List.of(secret)))
        .isFalse();
    assertThat(MetaSignature.verify(body, header, List.of(OTHER))).isFalse();
    assertThat(MetaSignature.verify(body, header, List.of())).isFalse();
    body[0] = ' ';
    assertThat(MetaSignature.verify(body, header, List.of(secret))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha1=d3e4f9da0ce6c71ab3dba55929b8eeeee2455349",
        "sha256=zzzzf9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f",
        "d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f",
      })
  void takesNoOtherHeaderForMetas(String header) {
    assertThat(MetaSignature.verify(new byte[0], header, List.of(TOKEN))).isFalse();
  }
}
