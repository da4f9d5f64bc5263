import sharp from 'sharp';
import { createRender } from '../../functions/process-photo/render.ts';
import { phonePhoto } from '../unit/functions/process-photo/images.ts';

const rounds = 12;

/** The usual code: one pipeline per size, each decoding the photo again. */
const onePipelinePerSize = async (bytes: Buffer): Promise<void> => {
  const white = { r: 255, g: 255, b: 255 };
  const open = () => sharp(bytes, { limitInputPixels: 50_000_000 }).autoOrient();
  await open()
    .resize(1200, 1200, { fit: 'contain', background: white })
    .flatten({ background: white })
    .jpeg({ quality: 82 })
    .toBuffer();
  await open().resize(480, 480, { fit: 'inside' }).flatten({ background: white }).jpeg({ quality: 75 }).toBuffer();
  await open().resize(16, 16, { fit: 'inside' }).webp({ quality: 20, effort: 0 }).toBuffer();
};

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const render = createRender();
const photo = await phonePhoto();
const ways = {
  cascade: () => render(photo, { width: 4000, height: 3000 }),
  onePipelinePerSize: () => onePipelinePerSize(photo),
};
const spent: Record<keyof typeof ways, number[]> = { cascade: [], onePipelinePerSize: [] };
for (const way of Object.values(ways)) await way();
// the two in turn, so that a noisy neighbour hits both
for (let round = 0; round < rounds; round += 1) {
  for (const name of ['cascade', 'onePipelinePerSize'] as const) {
    const before = cpuMs();
    await ways[name]();
    spent[name].push(cpuMs() - before);
  }
}
const ours = median(spent.cascade);
const usual = median(spent.onePipelinePerSize);
console.log(`12-megapixel JPEG of ${(photo.length / 1e6).toFixed(1)} MB → 1200 px, 480 px, placeholder, advice`);
console.log(`decoded once:           ${ours.toFixed(0)} ms of CPU`);
console.log(`one pipeline per size:  ${usual.toFixed(0)} ms of CPU (without advice)`);
console.log(
  JSON.stringify({
    bench: 'photo',
    imagesPerSecondPerCore: Number((1000 / ours).toFixed(1)),
    cpuMs: Number(ours.toFixed(1)),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    usual: { imagesPerSecondPerCore: Number((1000 / usual).toFixed(1)), cpuMs: Number(usual.toFixed(1)) },
    ratio: Number((ours / usual).toFixed(2)),
    rounds,
  }),
);
