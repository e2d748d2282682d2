/// The seam to other people's systems: one `CrmConnector` per kind of system, what it is asked to
/// deliver, and what may come of it. Vendors live in packages of their own and see only this one;
/// the store is `crm.delivery`'s alone.
@NullMarked
package dev.parley.crm;

import org.jspecify.annotations.NullMarked;
