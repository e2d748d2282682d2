/// Which addresses this server may call, judged where a connection is made, and what an answer's
/// `Retry-After` asks for: shared by everything that calls out. Touches the JDK only.
@NullMarked
package dev.parley.config.net;

import org.jspecify.annotations.NullMarked;
