/** What single values may be: texts, numbers, durations, sizes, choices, addresses, files. */
@NullMarked
package dev.postern.config.type;

import org.jspecify.annotations.NullMarked;
