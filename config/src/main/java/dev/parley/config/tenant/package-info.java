/// Who uses this server: tenants, their API keys (hashes with a public id) and roles. Its stores
/// touch jOOQ through `config.store`; nothing here touches HTTP.
@NullMarked
package dev.parley.config.tenant;

import org.jspecify.annotations.NullMarked;
