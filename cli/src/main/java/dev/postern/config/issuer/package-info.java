/** The settings of one identity provider and of its tokens. */
@NullMarked
package dev.postern.config.issuer;

import org.jspecify.annotations.NullMarked;
