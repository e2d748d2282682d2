/// Which addresses this server may call, judged where a connection is made, what an answer's
/// `Retry-After` asks for, and which ports are free. Touches the JDK only.
@NullMarked
package dev.parley.config.net;

import org.jspecify.annotations.NullMarked;
