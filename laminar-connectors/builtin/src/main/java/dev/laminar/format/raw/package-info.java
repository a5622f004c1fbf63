/** Records that are taken as they are: a line of text or bytes in one column. */
@NullMarked
package dev.laminar.format.raw;

import org.jspecify.annotations.NullMarked;
