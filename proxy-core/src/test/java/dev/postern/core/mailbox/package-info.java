@NullMarked
package dev.postern.core.mailbox;

import org.jspecify.annotations.NullMarked;
