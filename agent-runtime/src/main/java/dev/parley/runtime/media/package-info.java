/// Files contacts send, kept: asked for in the commit of their message, fetched by a task, held in
/// the database in chunks, read through the API. Touches the store, db-scheduler and the channels'
/// fetchers; never executes, renders or interprets a byte.
@NullMarked
package dev.parley.runtime.media;

import org.jspecify.annotations.NullMarked;
