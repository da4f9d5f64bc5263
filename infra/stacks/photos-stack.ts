import type { Construct } from 'constructs';
import { trigger as processPhoto } from '../../functions/process-photo/trigger.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import type { House, Resources } from '../constructs/house.ts';
import { ObjectsConsumer } from '../constructs/objects-consumer.ts';

/** What happens to a photo after its upload. */
export class PhotosStack extends HouseStack {
  constructor(scope: Construct, house: House, resources: Resources) {
    super(scope, house.stage, 'photos', 'Photo processing');
    const { trigger } = processPhoto;
    new ObjectsConsumer(this, {
      house,
      name: 'process-photo',
      spec: processPhoto,
      resources,
      bucket: resources.photos,
      prefix: trigger.prefix,
      batchSize: trigger.batchSize,
      maxConcurrency: 50,
    });
  }
}
