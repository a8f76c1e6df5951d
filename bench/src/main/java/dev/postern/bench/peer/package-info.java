/** The proxies that are compared, and what all of them need to run. */
@NullMarked
package dev.postern.bench.peer;

import org.jspecify.annotations.NullMarked;
