/** Who gets in, who gets slowed down, who is shut out. */
@NullMarked
package dev.postern.core.guard;

import org.jspecify.annotations.NullMarked;
