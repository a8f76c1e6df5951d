@NullMarked
package dev.postern.admin.metrics;

import org.jspecify.annotations.NullMarked;
