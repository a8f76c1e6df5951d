/** Clients and backends that mean no good, at the assembled program. */
@NullMarked
package dev.postern.integration.hostile;

import org.jspecify.annotations.NullMarked;
