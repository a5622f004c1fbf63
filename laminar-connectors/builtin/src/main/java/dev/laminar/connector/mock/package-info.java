/**
 * Made-up input and captured output for trying out and testing queries. Open {@link
 * dev.laminar.connector.mock.MockConnector} first; tests read {@link
 * dev.laminar.connector.mock.Captured}.
 */
@NullMarked
package dev.laminar.connector.mock;

import org.jspecify.annotations.NullMarked;
