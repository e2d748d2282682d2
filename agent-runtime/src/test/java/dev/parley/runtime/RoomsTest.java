package dev.parley.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Holds the table of rooms in `docs/ARCHITECTURE.md`: who may touch what.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsTest {
  private static final String[] HTTP = {"io.helidon.webserver..", "okhttp3..", "com.twilio.."};
  private static final String[] STORE = {
    "org.jooq..", "java.sql..", "javax.sql..", "dev.parley.config.store.."
  };
  private static final String MODEL_LIBRARY = "dev.langchain4j..";

  private JavaClasses classes;

  @BeforeAll
  void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.parley");
  }

  @Test
  void theFlowIsPure() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.parley.runtime.flow..", "dev.parley.runtime.understanding..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "com.fasterxml..",
                "dev.parley.config.language..",
                "dev.parley.config.settings..",
                "dev.parley.channel..",
                "dev.parley.crm..",
                "org.slf4j..",
                "java.net..",
                "java.nio.file..",
                "java.sql.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.runtime.flow..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class));
  }

  @Test
  void valuesAndEvidenceArePure() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.parley.value..", "dev.parley.evidence..", "dev.parley.transcript..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "com.fasterxml..",
                "dev.parley.config.store..",
                "org.jooq..",
                "org.slf4j..",
                "java.net.http..",
                "java.sql.."));
  }

  @Test
  void riskIsJudgedByRulesAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.risk..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                "java.lang..",
                "java.io..",
                "java.util..",
                "java.nio.charset..",
                "java.time..",
                "org.jspecify..",
                "org.apache.commons.validator..",
                "com.google.i18n.phonenumbers..",
                "dev.parley.value..",
                "dev.parley.risk.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.risk..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class));
  }

  @Test
  void onlyConfigKnowsTheModelLibrary() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.parley.config.language..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MODEL_LIBRARY));
  }

  @Test
  void languageModelsKnowNoDatabase() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.config.language..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STORE));
  }

  @Test
  void whatMayBeCalledIsJudgedWithTheJdkAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.config.net..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                "java..", "javax.net..", "org.jspecify..", "dev.parley.config.net.."));
  }

  @Test
  void definitionsDoNoInputOrOutput() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.config.agent")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.jooq..",
                "java.sql..",
                "java.nio.file..",
                "java.net.http..",
                "dev.parley.config.store.."));
  }

  @Test
  void channelsTouchNeitherStoreNorModelNorEachOther() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.channel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.jooq..",
                "java.sql..",
                "dev.parley.config.store..",
                "dev.parley.config.language..",
                MODEL_LIBRARY,
                "dev.parley.crm..",
                "dev.parley.extraction..",
                "dev.parley.runtime.."));
    check(slices().matching("dev.parley.channel.(*)..").should().beFreeOfCycles());
  }

  @Test
  void onlyOneRoomKnowsEachMessageVendor() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.parley.channel.sms..",
                "dev.parley.channel.twilio..",
                "dev.parley.channel.voice.twilio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.twilio.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.channel.voice")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP));
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.parley.channel.voice..", "dev.parley.channel.twilio..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.parley.channel.sms..",
                "dev.parley.channel.whatsapp..",
                "dev.parley.channel.web..",
                "dev.parley.channel.sandbox.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.channel.sms..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.parley.channel.whatsapp..",
                "dev.parley.channel.web..",
                "dev.parley.channel.sandbox.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.channel.whatsapp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parley.channel.web..", "dev.parley.channel.sandbox.."));
  }

  @Test
  void theSimulatedVendorsReadTheContractOnTheirOwn() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.channel.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "com.twilio..",
                "dev.parley.channel.sms..",
                "dev.parley.channel.twilio..",
                "dev.parley.channel.voice..",
                "dev.parley.channel.whatsapp..",
                "dev.parley.channel.web.."));
  }

  @Test
  void vendorsOfCrmsTouchNeitherStoreNorModel() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.parley.crm.webhook..",
                "dev.parley.crm.hubspot..",
                "dev.parley.crm.salesforce..",
                "dev.parley.crm.pipedrive..",
                "dev.parley.crm.zoho..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.jooq..",
                "java.sql..",
                "dev.parley.config.store..",
                "dev.parley.config.language..",
                "dev.parley.crm.delivery.."));
  }

  @Test
  void deliveryKnowsNoVendor() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.crm.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.parley.crm.webhook..",
                "dev.parley.crm.hubspot..",
                "dev.parley.crm.salesforce..",
                "dev.parley.crm.pipedrive..",
                "dev.parley.crm.zoho.."));
  }

  @Test
  void turnsAndDriversKnowNoVendorAndNoWebServer() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.parley.runtime.turn..",
                "dev.parley.runtime.driver..",
                "dev.parley.runtime.conversation..",
                "dev.parley.runtime.chat..",
                "dev.parley.runtime.closing..",
                "dev.parley.runtime.leads..",
                "dev.parley.runtime.hosted..",
                "dev.parley.runtime.consent..",
                "dev.parley.runtime.messaging..",
                "dev.parley.runtime.accounts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP));
  }

  @Test
  void modulesPointDown() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.parley.channel..",
                "dev.parley.transcript..",
                "dev.parley.value..",
                "dev.parley.lead..",
                "dev.parley.crm..",
                "dev.parley.runtime.."));
  }

  @Test
  void theRuntimesRoomsFormNoCircle() {
    check(slices().matching("dev.parley.runtime.(*)..").should().beFreeOfCycles());
  }

  private void check(ArchRule rule) {
    rule.check(classes);
  }
}
