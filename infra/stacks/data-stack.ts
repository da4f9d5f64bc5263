import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { retentionDays } from '../../shared/domain/privacy/retention.ts';
import { listingIndexes, registerIndexes, type Table } from '../../shared/persistence/keys.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { logicalId, physicalName, type Resources } from '../constructs/house.ts';
import type { StageConfig } from '../stages.ts';

type Indexes = Readonly<
  Record<string, { readonly pk: string; readonly sk: string; readonly carries?: readonly string[] }>
>;

/** What outlives every deployment: both tables, the buckets of photos, of files and of what is handed in, the keys. Nothing here is ever deleted by a stack. */
export class DataStack extends HouseStack {
  readonly resources: Resources;

  constructor(scope: Construct, stage: StageConfig) {
    super(scope, stage, 'data', 'Tables, buckets and keys');
    this.resources = {
      tables: {
        register: this.#table(stage, 'register', registerIndexes),
        listings: this.#table(stage, 'listings', listingIndexes),
      },
      photos: this.#uploadBucket(stage, 'PhotoBucket', [
        { id: 'uploads', prefix: 'uploads/', expiration: Duration.days(retentionDays.uploads) },
      ]),
      files: this.#filesBucket(),
      intake: this.#uploadBucket(stage, 'IntakeBucket', [
        { id: 'imports', prefix: 'imports/', expiration: Duration.days(retentionDays.imports) },
        { id: 'exports', prefix: 'exports/', expiration: Duration.days(retentionDays.exports) },
      ]),
      keys: {
        seal: new Key(this, 'SealKey', {
          alias: physicalName({ stage }, 'seal'),
          description: 'Wraps the data keys that seal personal fields and shop tokens',
          enableKeyRotation: true,
          removalPolicy: RemovalPolicy.RETAIN,
        }),
        identity: new Key(this, 'IdentityKey', {
          alias: physicalName({ stage }, 'identity'),
          description: 'Keyed hashes by which a NIK or a contact is found again without being readable',
          keySpec: KeySpec.HMAC_256,
          keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
          removalPolicy: RemovalPolicy.RETAIN,
        }),
      },
    };
  }

  #table(stage: StageConfig, name: Table, indexes: Indexes): TableV2 {
    return new TableV2(this, `${logicalId(name)}Table`, {
      tableName: physicalName({ stage }, name),
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      globalSecondaryIndexes: Object.entries(indexes).map(([indexName, { pk, sk, carries }]) => ({
        indexName,
        partitionKey: { name: pk, type: AttributeType.STRING },
        sortKey: { name: sk, type: AttributeType.STRING },
        ...(carries !== undefined && { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...carries] }),
      })),
      timeToLiveAttribute: 'expiresAt',
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Files made for others to fetch by a link: feeds, which are made again before they end, and export packs. */
  #filesBucket(): Bucket {
    const bucket = new Bucket(this, 'FilesBucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        { id: 'feeds', prefix: 'feeds/', expiration: Duration.days(30) },
        { id: 'packs', prefix: 'packs/', expiration: Duration.days(retentionDays.packs) },
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Objects are reached only through presigned links and our functions, which log; no request is anonymous.',
    });
    return bucket;
  }

  /** A bucket that people upload into by presigned forms; what arrives is told on the account's bus. */
  #uploadBucket(stage: StageConfig, id: string, lifecycleRules: readonly LifecycleRule[]): Bucket {
    const bucket = new Bucket(this, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [...lifecycleRules, { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors: [
        {
          allowedOrigins: [...stage.webOrigins],
          allowedMethods: [HttpMethods.POST, HttpMethods.GET],
          allowedHeaders: ['*'],
          maxAge: 3600,
        },
      ],
    });
    const resource = bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error(`${id} has no resource`);
    // The L2's eventBridgeEnabled brings a custom resource with a Python function of its own.
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Objects are reached only through presigned forms and our functions, which log; no request is anonymous.',
    });
    return bucket;
  }
}
