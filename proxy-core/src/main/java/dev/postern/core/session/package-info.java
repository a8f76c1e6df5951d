/** One client from accept to close, whatever protocol it speaks, and the ports that protocols and the I/O edge plug into. */
@NullMarked
package dev.postern.core.session;

import org.jspecify.annotations.NullMarked;
