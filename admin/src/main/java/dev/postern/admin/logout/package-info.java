/** Where identity providers tell of logouts: OpenID Connect Back-Channel Logout 1.0. */
@NullMarked
package dev.postern.admin.logout;

import org.jspecify.annotations.NullMarked;
