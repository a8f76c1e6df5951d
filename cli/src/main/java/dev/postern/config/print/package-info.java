/** What is printed from the declarations: reference file, manual page, effective configuration. */
@NullMarked
package dev.postern.config.print;

import org.jspecify.annotations.NullMarked;
