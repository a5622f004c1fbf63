/**
 * State in Google Cloud Storage, over its JSON API. Open {@link
 * dev.laminar.connector.gcs.GcsStorageProvider} first; {@link dev.laminar.connector.gcs.GcsStorage}
 * shows how one of many writers wins, {@link dev.laminar.connector.gcs.GcsUpload} how a large
 * object goes on where it was interrupted.
 */
@NullMarked
package dev.laminar.connector.gcs;

import org.jspecify.annotations.NullMarked;
