import type { Construct } from 'constructs';
import { route as cancelImport } from '../../functions/cancel-import/route.ts';
import { route as commitImport } from '../../functions/commit-import/route.ts';
import { route as getImport } from '../../functions/get-import/route.ts';
import { route as getImportReport } from '../../functions/get-import-report/route.ts';
import { route as getImportTemplate } from '../../functions/get-import-template/route.ts';
import { route as listImports } from '../../functions/list-imports/route.ts';
import { trigger as receiveImport } from '../../functions/receive-import/trigger.ts';
import { trigger as runImport } from '../../functions/run-import/trigger.ts';
import { route as startImport } from '../../functions/start-import/route.ts';
import { trigger as sweepImports } from '../../functions/sweep-imports/trigger.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { ObjectsConsumer } from '../constructs/objects-consumer.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';

/** Imports: their routes, and the functions that check and carry them out. */
export class IntakeStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    const { house, resources, busName } = props;
    super(scope, house.stage, 'intake', 'Imports');
    addRoutes(this, props, {
      'start-import': startImport,
      'list-imports': listImports,
      'get-import': getImport,
      'get-import-report': getImportReport,
      'commit-import': commitImport,
      'cancel-import': cancelImport,
      'get-import-template': getImportTemplate,
    });
    const { prefix, batchSize } = receiveImport.trigger;
    new ObjectsConsumer(this, {
      house,
      name: 'receive-import',
      spec: receiveImport,
      resources,
      bucket: resources.intake,
      prefix,
      batchSize,
    });
    new EventConsumer(this, {
      house,
      name: 'run-import',
      spec: runImport,
      resources,
      busName,
      types: runImport.trigger.types,
      batchSize: runImport.trigger.batchSize,
    });
    new ScheduledFunction(this, {
      house,
      name: 'sweep-imports',
      spec: sweepImports,
      resources,
      everyMinutes: sweepImports.trigger.everyMinutes,
    });
  }
}
