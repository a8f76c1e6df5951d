/** The demo's issuer over HTTP. */
@NullMarked
package dev.postern.demo.issuer;

import org.jspecify.annotations.NullMarked;
