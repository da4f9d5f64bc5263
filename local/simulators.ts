import { existsSync, readdirSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { mountSimulator, type MarketplaceSimulator, type SimulatorOptions } from '../connectors/simulator.ts';
import type { Plan } from './template/plan.ts';
import { LocalFault } from './template/local-fault.ts';

const SimulatorModule = z.object({
  createSimulator: z.custom<(options: SimulatorOptions) => MarketplaceSimulator>(
    (value) => typeof value === 'function',
  ),
});

export interface Simulators {
  /** By mount, e.g. `/sim/shopee`. */
  readonly listeners: ReadonlyMap<string, RequestListener>;
  /** Goes on with what was due when the last run ended. */
  readonly start: () => void;
  readonly close: () => void;
}

/**
 * Opens the marketplace simulators and puts their demo apps' keys where a person puts the real ones after a deployment.
 * @param deps.directory the folder of all connectors; without it there are none.
 * @throws LocalFault when a simulator cannot be opened, or the templates have no secret for its keys.
 */
export const loadSimulators = async (deps: {
  readonly directory: string | undefined;
  readonly dataDir: string;
  readonly plan: Plan;
  readonly fillSecret: (name: string, text: string) => void;
}): Promise<Simulators> => {
  const { directory, plan } = deps;
  const { publicUrl } = plan.settings;
  const names = directory === undefined ? [] : readdirSync(directory).sort();
  const opened: MarketplaceSimulator[] = [];
  for (const name of names) {
    const file = join(directory ?? '', name, 'simulator/index.ts');
    if (!existsSync(file)) continue;
    const secret = plan.secrets.find((one) => one.name.endsWith(`/${name}`));
    if (secret === undefined) throw new LocalFault(`the templates have no secret for the app keys of ${name}`);
    const { createSimulator } = SimulatorModule.parse(await import(pathToFileURL(file).href));
    const simulator = createSimulator({
      dataDir: join(deps.dataDir, 'simulators', name),
      clock: Date.now,
      publicBaseUrl: `${publicUrl}/sim/${name}`,
      fetch,
      callbackUrl: `${publicUrl}/v1/callbacks/${name}`,
    });
    deps.fillSecret(secret.name, JSON.stringify(simulator.app()));
    opened.push(simulator);
  }
  return {
    listeners: new Map(
      opened.map((simulator) => [`/sim/${simulator.name}`, mountSimulator(simulator, `/sim/${simulator.name}`)]),
    ),
    start: () => {
      for (const { name, settle } of opened)
        settle().catch((fault: unknown) => console.error(`simulator ${name}: ${String(fault)}`));
    },
    close: () => {
      for (const { close } of opened) close();
    },
  };
};
