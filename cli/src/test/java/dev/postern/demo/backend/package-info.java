/** The stand-in backend over raw sockets. */
@NullMarked
package dev.postern.demo.backend;

import org.jspecify.annotations.NullMarked;
