/// Holds the flow engine against recorded conversations that followed a flow graph: what it would
/// have done next, and what it knew in the end. Library code behind the command line; reads and
/// writes the files it is given, touches the flow, the understanding and the extraction, never the
/// store or a vendor.
@NullMarked
package dev.parley.runtime.evaluation;

import org.jspecify.annotations.NullMarked;
