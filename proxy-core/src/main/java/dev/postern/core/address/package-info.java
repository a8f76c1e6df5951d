/** Whose address it is: what proxies in front of us say, whom of them we believe, and what we say to servers behind us. */
@NullMarked
package dev.postern.core.address;

import org.jspecify.annotations.NullMarked;
