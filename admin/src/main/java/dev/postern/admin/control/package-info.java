/** What operators may see and do while Postern runs: HTTP and JSON on a Unix socket, described in docs/control-api.md. */
@NullMarked
package dev.postern.admin.control;

import org.jspecify.annotations.NullMarked;
