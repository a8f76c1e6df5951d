@NullMarked
package dev.postern.core.address;

import org.jspecify.annotations.NullMarked;
