/** HTTP for the other plane: how a port or a socket of it is kept small and safe. The only package that starts Jetty. */
@NullMarked
package dev.postern.admin.http;

import org.jspecify.annotations.NullMarked;
