import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import type { FaultSwitch } from './faults.ts';
import type { DemoApp } from './gateway.ts';
import type { Pushes } from './pushes.ts';
import { jsonAnswer } from './refusal.ts';
import type { Store } from './store.ts';

/** What the doors work with. */
export interface DoorDeps {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly pushes: Pushes;
  readonly app: DemoApp;
  readonly nowMs: number;
  readonly imageUrl: (imageId: string) => string;
}

export const notFound = jsonAnswer(404, { error: 'not-found' });
export const wrong = (problems: readonly string[]): SimulatorAnswer =>
  jsonAnswer(400, { error: 'wrong-setting', problems });

export const bodyOf = (request: SimulatorRequest): unknown => {
  if (request.body.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder().decode(request.body));
  } catch {
    return undefined;
  }
};
