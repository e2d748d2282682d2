/// Process settings: environment and `application.yaml` through Helidon Config, as records. A
/// secret prints as stars. No other room reads the environment.
@NullMarked
package dev.parley.config.settings;

import org.jspecify.annotations.NullMarked;
