import { describe, expect, test } from '@jest/globals';
import { photoOfUpload, uploadKey } from '../../../../shared/domain/photo/photo.ts';
import { UploadRequest } from '../../../../shared/domain/photo/upload.ts';

const photoId = '01JCXQ6M3N5P7Q9R1S3T5V7W01';
const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W02';

describe('announcing an upload', () => {
  const issuesOf = (change: object) => {
    const parsed = UploadRequest.safeParse({ photoId, contentType: 'image/jpeg', bytes: 3_000_000, ...change });
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, ...rest }) => [
          path.join('/'),
          'params' in rest ? rest.params?.['code'] : rest.code,
        ]);
  };
  test.each([
    [{ bytes: 0 }, [['bytes', 'too_small']]],
    [{ bytes: 13 * 1024 * 1024 }, [['bytes', 'too_big']]],
    [{ contentType: 'image/svg+xml' }, [['contentType', 'invalid_value']]],
    [{ contentType: 'image/heic' }, [['contentType', 'photo-type-heic']]],
    [{ contentType: 'image/HEIF' }, [['contentType', 'photo-type-heic']]],
    [{ bytes: 12 * 1024 * 1024 }, []],
  ])('%j', (change, issues) => {
    expect(issuesOf(change)).toEqual(issues);
  });
});

test('an upload’s key says which photo it is; no other key is taken for one', () => {
  expect(photoOfUpload(uploadKey(productId, photoId))).toEqual({ productId, photoId });
  for (const key of [
    '',
    'uploads/',
    `uploads/${productId}`,
    `uploads/${productId}/x`,
    `other/${productId}/${photoId}`,
    `uploads/${productId}/${photoId}/x`,
  ]) {
    expect(photoOfUpload(key)).toBeUndefined();
  }
});
