@NullMarked
package dev.postern.admin.control;

import org.jspecify.annotations.NullMarked;
