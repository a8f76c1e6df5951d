/** What monitoring asks: metrics for Prometheus, and whether we are alive and ready. */
@NullMarked
package dev.postern.admin.metrics;

import org.jspecify.annotations.NullMarked;
