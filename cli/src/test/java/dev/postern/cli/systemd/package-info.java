/** Tests of what systemd is told. */
@NullMarked
package dev.postern.cli.systemd;

import org.jspecify.annotations.NullMarked;
