/** Tests of the fluent API; open {@link dev.laminar.stream.PipelineTest}. */
@NullMarked
package dev.laminar.stream;

import org.jspecify.annotations.NullMarked;
