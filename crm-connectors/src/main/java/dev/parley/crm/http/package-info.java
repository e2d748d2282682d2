/// What every connector's HTTP has in common: one bounded client, which addresses it may reach,
/// capped bodies, `Retry-After`, masking. Touches OkHttp; knows no vendor and no store.
@NullMarked
package dev.parley.crm.http;

import org.jspecify.annotations.NullMarked;
