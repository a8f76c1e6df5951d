/**
 * Logins that nobody makes, behind a start: so that Java has loaded and compiled what the first client needs. The two
 * sockets of each are this process's own, and so are the issuer, the backend and their secrets, which live as long.
 */
@NullMarked
package dev.postern.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
