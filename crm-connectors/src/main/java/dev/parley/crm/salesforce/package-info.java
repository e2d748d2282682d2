/// Leads as Salesforce leads, known by an External Id field, with the conversation as tasks. Speaks
/// Salesforce's REST API through `crm.http`; knows the seam `dev.parley.crm` and nothing of the
/// store or of other vendors.
@NullMarked
package dev.parley.crm.salesforce;

import org.jspecify.annotations.NullMarked;
