@NullMarked
package dev.postern.core.token.jwt;

import org.jspecify.annotations.NullMarked;
