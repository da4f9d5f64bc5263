import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Connector } from '../../connectors/connector.ts';
import type { Access } from '../../shared/config/function-spec.ts';
import type { Table } from '../../shared/persistence/keys.ts';
import type { Bundle } from '../bundle.ts';
import type { StageConfig } from '../stages.ts';

/** What every stack of one stage shares. */
export interface House {
  readonly stage: StageConfig;
  /** By deployed name. */
  readonly bundles: ReadonlyMap<string, Bundle>;
  /** Who is told when an alarm rings. */
  readonly alarmTopic: ITopic;
  /** Names of all alarms made so far, for the dashboard. */
  readonly alarmNames: string[];
}

/** What a function's `access` may name. A stack passes what exists where it stands; naming more is an error at synth. */
export interface Resources {
  readonly tables: Readonly<Record<Table, TableV2>>;
  readonly photos: Bucket;
  /** Feeds (`feeds/`) and export packs (`packs/`), for others to fetch by a link. */
  readonly files: Bucket;
  /** What is handed in or fetched under lock: imports, papers, copies of a person's data. */
  readonly intake: Bucket;
  readonly keys: { readonly seal: IKey; readonly identity: IKey };
  readonly bus?: EventBus;
  /** Base of all links, without a slash at the end. */
  readonly publicUrl?: string;
  readonly connectors?: readonly ConnectorResources[];
}

/** What each connector has of its own. */
export interface ConnectorResources {
  readonly connector: Connector;
  /** The partner app's keys; its value is put in by hand, never by a template. */
  readonly appSecret: CfnSecret;
  readonly appSecretName: string;
  readonly work: IQueue;
  readonly callbacks: IQueue;
}

/** The part of a function's spec that all kinds share. */
export interface Deployable {
  readonly access: Access;
  readonly sizing?: { readonly memoryMb?: number; readonly timeoutSeconds?: number };
  readonly impact: string;
}

/** Physical name of anything: `ikm-<stage>-<name>`. */
export const physicalName = ({ stage }: Pick<House, 'stage'>, name: string): string => `ikm-${stage.name}-${name}`;

/** `save-sentra` → `SaveSentra`, for logical ids. */
export const logicalId = (kebab: string): string =>
  kebab.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
