@NullMarked
package dev.postern.cli.doctor;

import org.jspecify.annotations.NullMarked;
