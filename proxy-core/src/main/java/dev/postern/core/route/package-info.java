/** Where a connection to a shared port goes: decided by what its ClientHello says, and by nothing else. */
@NullMarked
package dev.postern.core.route;

import org.jspecify.annotations.NullMarked;
