/** A sink that shows rows to whoever started the job, such as a terminal or a server's client. */
@NullMarked
package dev.laminar.connector.preview;

import org.jspecify.annotations.NullMarked;
