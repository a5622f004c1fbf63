/**
 * The events of the Nexmark benchmark, an online auction: people, auctions and bids. Open {@link
 * dev.laminar.connector.nexmark.NexmarkConnector} first; {@link dev.laminar.connector.nexmark.Laws}
 * says how the events relate.
 */
@NullMarked
package dev.laminar.connector.nexmark;

import org.jspecify.annotations.NullMarked;
