@NullMarked
package dev.postern.core.route;

import org.jspecify.annotations.NullMarked;
