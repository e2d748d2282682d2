/// Language models: LangChain4j chat models from settings, budgets, failover, and their fakes. No
/// jOOQ, no conversation logic: a request in, streamed text and usage out.
@NullMarked
package dev.parley.config.language;

import org.jspecify.annotations.NullMarked;
