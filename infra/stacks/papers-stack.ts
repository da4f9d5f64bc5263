import type { Construct } from 'constructs';
import { route as archivePaper } from '../../functions/archive-paper/route.ts';
import { trigger as checkPaperFile } from '../../functions/check-paper-file/trigger.ts';
import { route as getPaper } from '../../functions/get-paper/route.ts';
import { route as getPaperFile } from '../../functions/get-paper-file/route.ts';
import { route as getTrust } from '../../functions/get-trust/route.ts';
import { route as getVersion } from '../../functions/get-version/route.ts';
import { route as issuePaperUpload } from '../../functions/issue-paper-upload/route.ts';
import { route as listPapers } from '../../functions/list-papers/route.ts';
import { route as listVersions } from '../../functions/list-versions/route.ts';
import { trigger as movePapers } from '../../functions/move-papers/trigger.ts';
import { route as nextCuration } from '../../functions/next-curation/route.ts';
import { trigger as remindPapers } from '../../functions/remind-papers/trigger.ts';
import { route as savePaper } from '../../functions/save-paper/route.ts';
import { route as saveTrust } from '../../functions/save-trust/route.ts';
import { route as verifyPaper } from '../../functions/verify-paper/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { ObjectsConsumer } from '../constructs/objects-consumer.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';

/** Legality papers with their reminders, the curation queue, versions of products. */
export class PapersStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    const { house, resources } = props;
    super(scope, house.stage, 'papers', 'Papers and curation');
    addRoutes(this, props, {
      'save-paper': savePaper,
      'get-paper': getPaper,
      'list-papers': listPapers,
      'archive-paper': archivePaper,
      'verify-paper': verifyPaper,
      'issue-paper-upload': issuePaperUpload,
      'get-paper-file': getPaperFile,
      'next-curation': nextCuration,
      'save-trust': saveTrust,
      'get-trust': getTrust,
      'list-versions': listVersions,
      'get-version': getVersion,
    });
    new ObjectsConsumer(this, {
      house,
      name: 'check-paper-file',
      spec: checkPaperFile,
      resources,
      bucket: resources.intake,
      prefix: checkPaperFile.trigger.prefix,
      batchSize: checkPaperFile.trigger.batchSize,
      maxConcurrency: 10,
    });
    new EventConsumer(this, {
      house,
      name: 'move-papers',
      spec: movePapers,
      resources,
      busName: props.busName,
      types: movePapers.trigger.types,
      batchSize: movePapers.trigger.batchSize,
    });
    new ScheduledFunction(this, {
      house,
      name: 'remind-papers',
      spec: remindPapers,
      resources,
      everyMinutes: remindPapers.trigger.everyMinutes,
    });
  }
}
