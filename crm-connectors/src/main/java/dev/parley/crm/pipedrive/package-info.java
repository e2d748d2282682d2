/// Leads as Pipedrive persons and leads, the conversation as notes and an activity. Speaks
/// Pipedrive's REST API through `crm.http`; knows the seam `dev.parley.crm` and nothing of the
/// store or of other vendors.
@NullMarked
package dev.parley.crm.pipedrive;

import org.jspecify.annotations.NullMarked;
