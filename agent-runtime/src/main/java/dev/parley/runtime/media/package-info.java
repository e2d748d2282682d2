/// Files contacts send, kept: asked for in the commit of their message, fetched by a task, held in
/// the database in chunks, read through the API, shown to a model that sees. Touches the store,
/// db-scheduler, the channels' fetchers and the turn's reader; never executes or renders a byte.
@NullMarked
package dev.parley.runtime.media;

import org.jspecify.annotations.NullMarked;
