/** Properties that hold for every format. */
@NullMarked
package dev.laminar.format;

import org.jspecify.annotations.NullMarked;
