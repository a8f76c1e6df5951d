/** The house keeps its plan: rules about the code and its documents that no compiler checks. */
@NullMarked
package dev.postern.integration.house;

import org.jspecify.annotations.NullMarked;
