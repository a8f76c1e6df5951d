/** What the command says about itself for those who are not at it: man pages and shell completion. */
@NullMarked
package dev.postern.cli.manual;

import org.jspecify.annotations.NullMarked;
