/** What proxies cost, measured side by side. */
@NullMarked
package dev.postern.bench;

import org.jspecify.annotations.NullMarked;
