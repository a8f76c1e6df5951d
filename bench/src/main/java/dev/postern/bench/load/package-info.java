/** What clients do, over and over, and how it is counted. */
@NullMarked
package dev.postern.bench.load;

import org.jspecify.annotations.NullMarked;
