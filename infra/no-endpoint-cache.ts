/**
 * Takes the place of the SDK's cache of discovered endpoints, and of the library of data structures behind it, in every
 * bundle: DynamoDB in Jakarta has one endpoint, so discovery is never switched on (7 kB of every bundle). The SDK makes one
 * with a capacity and then never asks it.
 */
export class EndpointCache {
  readonly size = 0;
}
