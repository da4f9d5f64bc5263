import * as z from 'zod';

/** Settings of a deployment that change nothing on one computer: accepted, whatever they say. */
const ignored = z.unknown().optional();
const flag = z.union([z.boolean(), z.stringbool()]);
const number = z.coerce.number();
const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const Statement = z.strictObject({
  Sid: ignored,
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  Resource: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  Condition: z
    .record(z.string(), z.record(z.string(), z.union([z.string().transform((one) => [one]), z.array(z.string())])))
    .default({}),
});
/** One statement of a role's policy. */
export type Statement = z.infer<typeof Statement>;
const PolicyDocument = z.strictObject({ Version: ignored, Statement: z.array(Statement) });
const EventPattern = z.record(z.string(), z.unknown());

/**
 * What `local` understands of each resource type it runs. A property that is not here is an error at start: the local
 * cloud would otherwise behave unlike the deployed one without a word.
 */
export const resourceSchemas = {
  'AWS::DynamoDB::GlobalTable': z.strictObject({
    TableName: z.string().optional(),
    KeySchema,
    AttributeDefinitions: z.array(
      z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
    ),
    BillingMode: z.literal('PAY_PER_REQUEST'),
    GlobalSecondaryIndexes: z
      .array(
        z.strictObject({
          IndexName: z.string(),
          KeySchema,
          Projection: z.strictObject({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
          WriteOnDemandThroughputSettings: ignored,
        }),
      )
      .default([]),
    StreamSpecification: z.strictObject({ StreamViewType: z.string() }).optional(),
    TimeToLiveSpecification: z.strictObject({ AttributeName: z.string().optional(), Enabled: flag }).optional(),
    Replicas: ignored,
    SSESpecification: ignored,
    WriteOnDemandThroughputSettings: ignored,
  }),
  'AWS::S3::Bucket': z.strictObject({
    BucketName: z.string().optional(),
    CorsConfiguration: z
      .strictObject({
        CorsRules: z.array(
          z.strictObject({
            Id: ignored,
            AllowedOrigins: z.array(z.string()),
            AllowedMethods: z.array(z.string()),
            AllowedHeaders: z.array(z.string()).default([]),
            ExposedHeaders: z.array(z.string()).default([]),
            MaxAge: number.optional(),
          }),
        ),
      })
      .optional(),
    NotificationConfiguration: z
      .strictObject({ EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: flag.default(true) }) })
      .optional(),
    LifecycleConfiguration: z
      .strictObject({
        Rules: z.array(
          z.strictObject({
            Id: ignored,
            Status: z.enum(['Enabled', 'Disabled']),
            Prefix: z.string().optional(),
            ExpirationInDays: number.optional(),
            AbortIncompleteMultipartUpload: ignored,
            NoncurrentVersionExpiration: ignored,
          }),
        ),
      })
      .optional(),
    BucketEncryption: ignored,
    OwnershipControls: ignored,
    PublicAccessBlockConfiguration: ignored,
    Tags: ignored,
  }),
  'AWS::SQS::Queue': z.strictObject({
    QueueName: z.string().optional(),
    VisibilityTimeout: number.default(30),
    MessageRetentionPeriod: number.default(345_600),
    DelaySeconds: number.default(0),
    RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: number }).optional(),
    RedriveAllowPolicy: ignored,
    SqsManagedSseEnabled: ignored,
    KmsMasterKeyId: ignored,
    Tags: ignored,
  }),
  'AWS::Events::EventBus': z.strictObject({
    Name: z.string(),
    Description: ignored,
    KmsKeyIdentifier: ignored,
    DeadLetterConfig: ignored,
    LogConfig: ignored,
    Tags: ignored,
  }),
  'AWS::Events::Rule': z.strictObject({
    Name: z.string().optional(),
    Description: ignored,
    EventBusName: z.string().default('default'),
    EventPattern: EventPattern.optional(),
    ScheduleExpression: z.string().optional(),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Targets: z.array(
      z.strictObject({
        Id: z.string(),
        Arn: z.string(),
        Input: z.string().optional(),
        DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
        RetryPolicy: ignored,
      }),
    ),
  }),
  'AWS::Scheduler::Schedule': z.strictObject({
    Name: z.string().optional(),
    Description: ignored,
    FlexibleTimeWindow: ignored,
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.enum(['UTC']).optional(),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Target: z.strictObject({
      Arn: z.string(),
      RoleArn: ignored,
      Input: z.string().optional(),
      RetryPolicy: ignored,
      DeadLetterConfig: ignored,
    }),
  }),
  'AWS::Lambda::Function': z.strictObject({
    FunctionName: z.string().optional(),
    Description: z.string().optional(),
    Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    Handler: z.string(),
    Runtime: z.literal('nodejs24.x'),
    MemorySize: number.default(128),
    Timeout: number.default(3),
    Environment: z
      .strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
      .default({ Variables: {} }),
    Role: z.string(),
    ReservedConcurrentExecutions: number.optional(),
    Architectures: ignored,
    LoggingConfig: ignored,
    TracingConfig: ignored,
    EphemeralStorage: ignored,
    VpcConfig: ignored,
    Tags: ignored,
  }),
  'AWS::Lambda::Permission': z.strictObject({
    Action: z.literal('lambda:InvokeFunction'),
    FunctionName: z.string(),
    Principal: z.string(),
    SourceArn: ignored,
    SourceAccount: ignored,
  }),
  'AWS::Lambda::EventSourceMapping': z.strictObject({
    FunctionName: z.string(),
    EventSourceArn: z.string(),
    Enabled: flag.default(true),
    BatchSize: number.optional(),
    MaximumBatchingWindowInSeconds: number.default(0),
    StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
    BisectBatchOnFunctionError: flag.default(false),
    MaximumRetryAttempts: number.default(-1),
    MaximumRecordAgeInSeconds: number.default(-1),
    ParallelizationFactor: number.default(1),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
    FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
    ScalingConfig: z.strictObject({ MaximumConcurrency: number }).optional(),
    MetricsConfig: ignored,
    Tags: ignored,
  }),
  'AWS::IAM::Role': z.strictObject({
    RoleName: z.string().optional(),
    Description: ignored,
    AssumeRolePolicyDocument: ignored,
    ManagedPolicyArns: z.array(z.string().endsWith('/service-role/AWSLambdaBasicExecutionRole')).default([]),
    Policies: z.array(z.looseObject({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]),
    MaxSessionDuration: ignored,
    PermissionsBoundary: ignored,
    Path: ignored,
    Tags: ignored,
  }),
  'AWS::IAM::Policy': z.strictObject({ PolicyName: z.string(), PolicyDocument, Roles: z.array(z.string()) }),
  'AWS::ApiGatewayV2::Api': z.strictObject({
    Name: z.string(),
    ProtocolType: z.literal('HTTP'),
    Description: ignored,
    DisableExecuteApiEndpoint: ignored,
    CorsConfiguration: z
      .strictObject({
        AllowOrigins: z.array(z.string()).default([]),
        AllowMethods: z.array(z.string()).default([]),
        AllowHeaders: z.array(z.string()).default([]),
        ExposeHeaders: z.array(z.string()).default([]),
        MaxAge: number.optional(),
        AllowCredentials: flag.optional(),
      })
      .optional(),
    Tags: ignored,
  }),
  'AWS::ApiGatewayV2::Route': z.strictObject({
    ApiId: z.string(),
    RouteKey: z.string(),
    Target: z.string(),
    AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
    AuthorizerId: z.string().optional(),
    AuthorizationScopes: ignored,
  }),
  'AWS::ApiGatewayV2::Integration': z.strictObject({
    ApiId: z.string(),
    IntegrationType: z.literal('AWS_PROXY'),
    IntegrationUri: z.string(),
    IntegrationMethod: ignored,
    PayloadFormatVersion: z.literal('2.0'),
    TimeoutInMillis: number.default(30_000),
  }),
  'AWS::ApiGatewayV2::Authorizer': z.strictObject({
    ApiId: z.string(),
    Name: z.string(),
    AuthorizerType: z.literal('JWT'),
    IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
    JwtConfiguration: z.strictObject({ Issuer: z.string(), Audience: z.array(z.string()) }),
  }),
  'AWS::ApiGatewayV2::Stage': z.strictObject({
    ApiId: z.string(),
    StageName: z.literal('$default'),
    AutoDeploy: ignored,
    AccessLogSettings: ignored,
    Description: ignored,
    DefaultRouteSettings: z
      .strictObject({
        ThrottlingRateLimit: number.optional(),
        ThrottlingBurstLimit: number.optional(),
        DetailedMetricsEnabled: ignored,
      })
      .default({}),
    Tags: ignored,
  }),
  'AWS::Cognito::UserPool': z.strictObject({
    UserPoolName: z.string().optional(),
    LambdaConfig: z
      .strictObject({
        PreTokenGeneration: z.string().optional(),
        PreTokenGenerationConfig: z
          .strictObject({ LambdaArn: z.string(), LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0']) })
          .optional(),
      })
      .default({}),
    AccountRecoverySetting: ignored,
    AdminCreateUserConfig: ignored,
    AliasAttributes: ignored,
    AutoVerifiedAttributes: ignored,
    DeletionProtection: ignored,
    DeviceConfiguration: ignored,
    EmailConfiguration: ignored,
    EmailVerificationMessage: ignored,
    EmailVerificationSubject: ignored,
    EnabledMfas: ignored,
    MfaConfiguration: ignored,
    Policies: ignored,
    Schema: ignored,
    SmsConfiguration: ignored,
    SmsVerificationMessage: ignored,
    UserAttributeUpdateSettings: ignored,
    UsernameAttributes: ignored,
    UsernameConfiguration: ignored,
    UserPoolAddOns: ignored,
    UserPoolTags: ignored,
    UserPoolTier: ignored,
    VerificationMessageTemplate: ignored,
    WebAuthnRelyingPartyID: ignored,
    WebAuthnUserVerification: ignored,
  }),
  'AWS::Cognito::UserPoolClient': z.strictObject({
    UserPoolId: z.string(),
    ClientName: z.string().optional(),
    CallbackURLs: z.array(z.string()).default([]),
    LogoutURLs: z.array(z.string()).default([]),
    AllowedOAuthFlows: z.array(z.literal('code')).default([]),
    AllowedOAuthFlowsUserPoolClient: ignored,
    AllowedOAuthScopes: z.array(z.string()).default([]),
    AccessTokenValidity: number.default(60),
    IdTokenValidity: number.default(60),
    RefreshTokenValidity: number.default(30),
    TokenValidityUnits: z
      .strictObject({
        AccessToken: z.string().optional(),
        IdToken: z.string().optional(),
        RefreshToken: z.string().optional(),
      })
      .default({}),
    GenerateSecret: z.union([z.literal(false), z.literal('false')]).default(false),
    AuthSessionValidity: ignored,
    EnableTokenRevocation: ignored,
    ExplicitAuthFlows: ignored,
    PreventUserExistenceErrors: ignored,
    ReadAttributes: ignored,
    RefreshTokenRotation: ignored,
    SupportedIdentityProviders: ignored,
    WriteAttributes: ignored,
  }),
  'AWS::KMS::Key': z.strictObject({
    KeySpec: z.enum(['SYMMETRIC_DEFAULT', 'HMAC_256']).default('SYMMETRIC_DEFAULT'),
    KeyUsage: z.enum(['ENCRYPT_DECRYPT', 'GENERATE_VERIFY_MAC']).default('ENCRYPT_DECRYPT'),
    KeyPolicy: ignored,
    Description: ignored,
    EnableKeyRotation: ignored,
    RotationPeriodInDays: ignored,
    PendingWindowInDays: ignored,
    MultiRegion: ignored,
    Enabled: ignored,
    Tags: ignored,
  }),
  'AWS::SecretsManager::Secret': z.strictObject({
    Name: z.string().optional(),
    Description: ignored,
    KmsKeyId: ignored,
    GenerateSecretString: ignored,
    SecretString: z.string().optional(),
    Tags: ignored,
  }),
} as const;

export type UsedType = keyof typeof resourceSchemas;
export type PropertiesOf<Type extends UsedType> = z.infer<(typeof resourceSchemas)[Type]>;

/** Checks a policy document in a role. */
export const policyDocumentSchema = PolicyDocument;
