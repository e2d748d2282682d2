/// Leads as HubSpot contacts with the conversation as a note. Speaks HubSpot's REST API through
/// `crm.http`; knows the seam `dev.parley.crm` and nothing of the store or of other vendors.
@NullMarked
package dev.parley.crm.hubspot;

import org.jspecify.annotations.NullMarked;
