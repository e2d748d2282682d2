/// Leads as signed webhooks (Standard Webhooks 1.0.0). Speaks HTTP through OkHttp; knows the seam
/// `dev.parley.crm` and nothing of the store, of models or of other vendors.
@NullMarked
package dev.parley.crm.webhook;

import org.jspecify.annotations.NullMarked;
