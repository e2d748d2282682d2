package dev.parley.runtime.process;

import dev.parley.config.settings.Settings;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.RemoteKeys;
import dev.parley.crm.Transcripts;
import dev.parley.crm.http.CrmHttp;
import dev.parley.crm.hubspot.HubSpotConnector;
import dev.parley.crm.hubspot.HubSpotSettings;
import dev.parley.crm.pipedrive.PipedriveConnector;
import dev.parley.crm.pipedrive.PipedriveSettings;
import dev.parley.crm.salesforce.SalesforceConnector;
import dev.parley.crm.salesforce.SalesforceSettings;
import dev.parley.crm.webhook.WebhookConnector;
import dev.parley.crm.zoho.ZohoConnector;
import dev.parley.crm.zoho.ZohoSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The kinds of systems leads can go to. A kind is one line in `all` and its addresses below it.
final class CrmKinds {
  /// What any of them is made from.
  record Parts(
      CrmHttp http,
      AccessTokens tokens,
      RemoteKeys remoteKeys,
      Transcripts transcripts,
      Clock clock) {}

  private CrmKinds() {}

  /// @param secretOverlap how long a webhook's old secret signs beside its new one
  static List<CrmConnector> all(Settings settings, Parts parts, Duration secretOverlap) {
    return List.of(
        new SalesforceConnector(
            parts.http(),
            SalesforceSettings.DEFAULT.at(settings.url("PARLEY_SALESFORCE_URL")),
            parts.tokens(),
            parts.remoteKeys(),
            parts.transcripts(),
            parts.clock()),
        new ZohoConnector(
            parts.http(),
            ZohoSettings.DEFAULT.at(
                settings.url("PARLEY_ZOHO_ACCOUNTS_URL"), settings.url("PARLEY_ZOHO_URL")),
            parts.tokens(),
            parts.remoteKeys(),
            parts.transcripts(),
            parts.clock()),
        new WebhookConnector(parts.http(), parts.clock(), new SecureRandom(), secretOverlap),
        new PipedriveConnector(
            parts.http(),
            pipedrive(settings),
            parts.tokens(),
            parts.remoteKeys(),
            parts.transcripts(),
            parts.clock()),
        new HubSpotConnector(
            parts.http(),
            hubSpot(settings),
            parts.tokens(),
            parts.remoteKeys(),
            parts.transcripts(),
            parts.clock()));
  }

  private static PipedriveSettings pipedrive(Settings settings) {
    return PipedriveSettings.DEFAULT.at(
        settings.url("PARLEY_PIPEDRIVE_URL"), settings.url("PARLEY_PIPEDRIVE_OAUTH_URL"));
  }

  private static HubSpotSettings hubSpot(Settings settings) {
    return settings
        .url("PARLEY_HUBSPOT_URL")
        .map(HubSpotSettings.DEFAULT::at)
        .orElse(HubSpotSettings.DEFAULT);
  }
}
