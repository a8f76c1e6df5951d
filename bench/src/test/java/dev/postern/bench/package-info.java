@NullMarked
package dev.postern.bench;

import org.jspecify.annotations.NullMarked;
