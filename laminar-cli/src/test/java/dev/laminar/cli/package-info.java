/** Tests of the {@code lmnr} command; {@link dev.laminar.cli.Lmnr} runs it within the test. */
@NullMarked
package dev.laminar.cli;

import org.jspecify.annotations.NullMarked;
