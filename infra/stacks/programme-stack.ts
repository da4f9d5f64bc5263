import type { Construct } from 'constructs';
import { trigger as followFunnel } from '../../functions/follow-funnel/trigger.ts';
import { route as getFunnel } from '../../functions/get-funnel/route.ts';
import { route as getIkmFunnel } from '../../functions/get-ikm-funnel/route.ts';
import { route as getTarget } from '../../functions/get-target/route.ts';
import { route as listTargets } from '../../functions/list-targets/route.ts';
import { trigger as recountFunnel } from '../../functions/recount-funnel/trigger.ts';
import { route as saveTarget } from '../../functions/save-target/route.ts';
import { route as saveBatch } from '../../functions/save-batch/route.ts';
import { route as getBatch } from '../../functions/get-batch/route.ts';
import { route as listBatches } from '../../functions/list-batches/route.ts';
import { route as saveParticipant } from '../../functions/save-participant/route.ts';
import { route as removeParticipant } from '../../functions/remove-participant/route.ts';
import { route as listParticipants } from '../../functions/list-participants/route.ts';
import { route as getAttendanceCode } from '../../functions/get-attendance-code/route.ts';
import { route as getIkmAttendanceCode } from '../../functions/get-ikm-attendance-code/route.ts';
import { route as recordAttendances } from '../../functions/record-attendances/route.ts';
import { route as saveNote } from '../../functions/save-note/route.ts';
import { route as getNote } from '../../functions/get-note/route.ts';
import { route as listNotes } from '../../functions/list-notes/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';

/** Training batches, coaching notes, the funnel and its targets. */
export class ProgrammeStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    const { house, resources, busName } = props;
    super(scope, house.stage, 'programme', 'Training, coaching and results');
    addRoutes(this, props, {
      'get-funnel': getFunnel,
      'get-ikm-funnel': getIkmFunnel,
      'save-target': saveTarget,
      'get-target': getTarget,
      'list-targets': listTargets,
      'save-batch': saveBatch,
      'get-batch': getBatch,
      'list-batches': listBatches,
      'save-participant': saveParticipant,
      'remove-participant': removeParticipant,
      'list-participants': listParticipants,
      'get-attendance-code': getAttendanceCode,
      'get-ikm-attendance-code': getIkmAttendanceCode,
      'record-attendances': recordAttendances,
      'save-note': saveNote,
      'get-note': getNote,
      'list-notes': listNotes,
    });
    const { types, batchSize } = followFunnel.trigger;
    new EventConsumer(this, { house, name: 'follow-funnel', spec: followFunnel, resources, busName, types, batchSize });
    const { everyMinutes } = recountFunnel.trigger;
    new ScheduledFunction(this, { house, name: 'recount-funnel', spec: recountFunnel, resources, everyMinutes });
  }
}
