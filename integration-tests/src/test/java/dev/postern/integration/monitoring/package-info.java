/** Metrics, health and logs of a Postern at work. */
@NullMarked
package dev.postern.integration.monitoring;

import org.jspecify.annotations.NullMarked;
