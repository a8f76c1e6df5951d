/** What operators see: the event log. */
@NullMarked
package dev.postern.core.observe;

import org.jspecify.annotations.NullMarked;
