/** The backend's side, from its greeting to a session in the mailbox's name: one class per state. */
@NullMarked
package dev.postern.smtp.backend;

import org.jspecify.annotations.NullMarked;
