/** A small OpenID issuer for the demo: anybody on this machine may have a token, and nothing it signs outlives it. */
@NullMarked
package dev.postern.demo.issuer;

import org.jspecify.annotations.NullMarked;
