/** What Postern's watchfulness costs, counted in CPU. */
@NullMarked
package dev.postern.integration.cost;

import org.jspecify.annotations.NullMarked;
