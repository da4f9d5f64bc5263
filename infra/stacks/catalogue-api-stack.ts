import type { Construct } from 'constructs';
import { route as archiveProduct } from '../../functions/archive-product/route.ts';
import { route as changeOffer } from '../../functions/change-offer/route.ts';
import { route as curateProduct } from '../../functions/curate-product/route.ts';
import { route as deletePhoto } from '../../functions/delete-photo/route.ts';
import { route as deleteProduct } from '../../functions/delete-product/route.ts';
import { route as getImage } from '../../functions/get-image/route.ts';
import { route as getPack } from '../../functions/get-pack/route.ts';
import { route as openPack } from '../../functions/open-pack/route.ts';
import { route as getPhoto } from '../../functions/get-photo/route.ts';
import { route as getProductPage } from '../../functions/get-product-page/route.ts';
import { route as getProduct } from '../../functions/get-product/route.ts';
import { route as issuePhotoUpload } from '../../functions/issue-photo-upload/route.ts';
import { route as listProducts } from '../../functions/list-products/route.ts';
import { route as saveProduct } from '../../functions/save-product/route.ts';
import { route as submitProduct } from '../../functions/submit-product/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Products, offers, photos, curation. */
export class CatalogueApiStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps) {
    super(scope, props.house.stage, 'catalogue-api', 'API of products, offers and photos');
    addRoutes(this, props, {
      'save-product': saveProduct,
      'get-product': getProduct,
      'delete-product': deleteProduct,
      'list-products': listProducts,
      'change-offer': changeOffer,
      'submit-product': submitProduct,
      'curate-product': curateProduct,
      'archive-product': archiveProduct,
      'issue-photo-upload': issuePhotoUpload,
      'get-photo': getPhoto,
      'delete-photo': deletePhoto,
      'get-product-page': getProductPage,
      'get-image': getImage,
      'open-pack': openPack,
      'get-pack': getPack,
    });
  }
}
