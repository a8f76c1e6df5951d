@NullMarked
package dev.postern.bench.wire;

import org.jspecify.annotations.NullMarked;
