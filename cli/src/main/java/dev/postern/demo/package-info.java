/** All of Postern in one process, to look at: an issuer, a mail backend and certificates that last until Ctrl-C. */
@NullMarked
package dev.postern.demo;

import org.jspecify.annotations.NullMarked;
