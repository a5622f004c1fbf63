package dev.laminar.connector.s3;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of the AWS SDK: how long they wait and how often they try. Stateless. */
final class S3Clients {

  private static final int ATTEMPTS = 5;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private S3Clients() {}

  static S3Client connect(S3Options options) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .overrideConfiguration(
                config ->
                    config.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()))
            .forcePathStyle(options.pathStyle());
    options.endpoint().ifPresent(endpoint -> endpoint(builder, endpoint));
    options.profile().ifPresent(profile -> profile(builder, profile));
    options.region().map(Region::of).ifPresent(builder::region);
    options.keys().ifPresent(keys -> credentials(builder, keys));
    return builder.build();
  }

  /** Not every server that speaks S3 knows the checksums that AWS has added, but all know MD5. */
  private static void endpoint(S3ClientBuilder builder, java.net.URI endpoint) {
    builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .addPlugin(LegacyMd5Plugin.create());
  }

  private static void profile(S3ClientBuilder builder, String profile) {
    builder.credentialsProvider(ProfileCredentialsProvider.create(profile));
    builder.region(
        DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion());
  }

  private static void credentials(S3ClientBuilder builder, S3Options.Keys keys) {
    AwsCredentials credentials =
        keys.token().isPresent()
            ? AwsSessionCredentials.create(keys.id(), keys.secret(), keys.token().orElseThrow())
            : AwsBasicCredentials.create(keys.id(), keys.secret());
    builder.credentialsProvider(StaticCredentialsProvider.create(credentials));
  }
}
