/** A stand-in for the mail server behind Postern: GreenMail, and in front of it the master login that it lacks. */
@NullMarked
package dev.postern.demo.backend;

import org.jspecify.annotations.NullMarked;
