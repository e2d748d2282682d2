/// What a business configures: the agent definition as records, its published versions, the
/// reader (YAML and JSON, errors with the path of the offending key), its validation and its JSON
/// Schema. Touches Jackson and CEL; the drafts' store touches jOOQ and lives in
/// `config.agent.store`.
@NullMarked
package dev.parley.config.agent;

import org.jspecify.annotations.NullMarked;
