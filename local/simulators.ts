import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestListener } from 'node:http';
import type { Plan } from './template/plan.ts';

export interface Simulators {
  /** By mount, e.g. `/sim/shopee`. */
  readonly listeners: ReadonlyMap<string, RequestListener>;
  readonly start: () => void;
  readonly close: () => void;
}

export const loadSimulators = async (deps: {
  readonly directory: string | undefined;
  readonly dataDir: string;
  readonly plan: Plan;
  readonly fillSecret: (name: string, text: string) => void;
}): Promise<Simulators> => {
  void deps;
  void existsSync;
  void readdirSync;
  void join;
  return { listeners: new Map(), start: () => undefined, close: () => undefined };
};
