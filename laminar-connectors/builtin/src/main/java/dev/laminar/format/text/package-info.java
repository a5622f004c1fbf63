/**
 * Numbers, dates, times and text as bytes, read and written at off-heap addresses without objects:
 * what the text formats share. Open {@link dev.laminar.format.text.NumberParser} first.
 */
@NullMarked
package dev.laminar.format.text;

import org.jspecify.annotations.NullMarked;
