@NullMarked
package dev.postern.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
