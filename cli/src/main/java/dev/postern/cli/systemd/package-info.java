/** What systemd and the proxy tell each other: sd_notify(3). */
@NullMarked
package dev.postern.cli.systemd;

import org.jspecify.annotations.NullMarked;
