/** Dialogues as tests: reads transcripts and plays them against a protocol; knows no protocol itself. */
@NullMarked
package dev.postern.core.transcript;

import org.jspecify.annotations.NullMarked;
