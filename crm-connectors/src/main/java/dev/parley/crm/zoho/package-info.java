/// Leads as Zoho CRM leads, with the conversation as notes and calls. Speaks Zoho's REST API
/// through `crm.http`; knows the seam `dev.parley.crm`, and nothing of the store or of others.
@NullMarked
package dev.parley.crm.zoho;

import org.jspecify.annotations.NullMarked;
