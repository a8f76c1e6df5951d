/** Settings declared once: parser, reference file, manual page and effective configuration come from the declaration. */
@NullMarked
package dev.postern.config.schema;

import org.jspecify.annotations.NullMarked;
