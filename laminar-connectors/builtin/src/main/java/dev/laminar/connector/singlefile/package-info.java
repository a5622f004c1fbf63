/**
 * One local file as a table. Open {@link dev.laminar.connector.singlefile.SingleFileConnector}
 * first; {@link dev.laminar.connector.singlefile.SingleFileReader} shows how a stream of bytes is
 * cut into chunks for a decoder.
 */
@NullMarked
package dev.laminar.connector.singlefile;

import org.jspecify.annotations.NullMarked;
