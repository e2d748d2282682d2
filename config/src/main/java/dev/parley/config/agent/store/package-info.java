/// Where agents are kept: drafts with their revisions, published versions, and the definitions of
/// those versions ready to use. Touches the store through the caller's transaction; no HTTP.
@NullMarked
package dev.parley.config.agent.store;

import org.jspecify.annotations.NullMarked;
