/** One SASL exchange, OAUTHBEARER or XOAUTH2, without framing, sockets or clocks. */
@NullMarked
package dev.postern.core.sasl;

import org.jspecify.annotations.NullMarked;
