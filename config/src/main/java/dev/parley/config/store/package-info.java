/// The database: migrations, generated tables, the tenant transaction, sealed credentials, the
/// embedded PostgreSQL. `Database` is the only door; every query runs inside one of its methods.
@NullMarked
package dev.parley.config.store;

import org.jspecify.annotations.NullMarked;
