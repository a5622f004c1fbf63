/**
 * State in Amazon S3 and what speaks its protocol. Open {@link
 * dev.laminar.connector.s3.S3StorageProvider} first; {@link dev.laminar.connector.s3.S3Storage}
 * shows how one of many writers wins, even when the answer to it is lost.
 */
@NullMarked
package dev.laminar.connector.s3;

import org.jspecify.annotations.NullMarked;
