import type { ListingProblem } from '../../shared/domain/listing/listing.ts';

/**
 * Every error name that the contract lists for the calls we make, the misspelt ones as Shopee spells them, mapped once to
 * what it means for a listing. Where one name serves many causes, its message decides (first match wins).
 */
export type Meaning =
  | { readonly as: 'token-refused' }
  | { readonly as: 'account-lost'; readonly reason: string }
  | { readonly as: 'gone' }
  /** Nothing was done; goes by itself. */
  | { readonly as: 'later'; readonly reason: string; readonly afterMs?: number; readonly slowDown?: true }
  /** The daily call limit: until midnight in UTC+8. */
  | { readonly as: 'tomorrow' }
  /** Shopee failed inside: it may have happened. */
  | { readonly as: 'unsure'; readonly reason: string }
  | { readonly as: 'deferred'; readonly problem: ListingProblem }
  | { readonly as: 'rejected'; readonly problem: ListingProblem; readonly quotes?: true };

export interface ErrorRule {
  /** Read only for names whose message tells causes apart. */
  readonly byMessage?: readonly (readonly [RegExp, Meaning])[];
  readonly meaning: Meaning;
}

type Sentence = readonly [id: string, en: string];

const problem = (code: string, path: string, message: Sentence, fix: Sentence): ListingProblem => ({
  code,
  path,
  message: { id: message[0], en: message[1] },
  fix: { id: fix[0], en: fix[1] },
  severity: 'block',
});

const rejected = (code: string, path: string, message: Sentence, fix: Sentence): Meaning => ({
  as: 'rejected',
  problem: problem(code, path, message, fix),
});

/** As `rejected`, for names that leave the cause to the message: Shopee's own words are added. */
const rejectedQuoting = (code: string, path: string, message: Sentence, fix: Sentence): Meaning => ({
  as: 'rejected',
  problem: problem(code, path, message, fix),
  quotes: true,
});

const deferred = (code: string, path: string, message: Sentence, fix: Sentence): Meaning => ({
  as: 'deferred',
  problem: problem(code, path, message, fix),
});

const minute = 60_000;

const tokenRefused: Meaning = { as: 'token-refused' };
const gone: Meaning = { as: 'gone' };
const lost = (reason: string): Meaning => ({ as: 'account-lost', reason });
const unsure: Meaning = { as: 'unsure', reason: 'Shopee had an internal fault.' };
const failedThere: Meaning = { as: 'later', reason: 'Shopee could not do it and says to try later.' };
/** Shopee's documents call these internal: "please contact openapi team". */
const theirBug: Meaning = { as: 'later', reason: 'Shopee reports an internal error.', afterMs: 30 * minute };
/** Operators must act (key, permission, address list); owners cannot. */
const appTrouble: Meaning = {
  as: 'later',
  reason: 'Shopee refuses our app; operators must look.',
  afterMs: 15 * minute,
};

const underPromotion = deferred(
  'under-promotion',
  '',
  ['Shopee mengunci produk ini selama ikut promosi.', 'Shopee locks this product while it is in a promotion.'],
  [
    'Tunggu sampai promosi selesai; perubahan dikirim otomatis sesudahnya.',
    'Wait for the promotion to end; the change is sent then.',
  ],
);
const onHoliday = deferred(
  'shop-on-holiday',
  '',
  ['Toko Shopee sedang dalam mode libur.', 'The Shopee shop is in holiday mode.'],
  ['Matikan mode libur di Seller Centre Shopee.', 'Switch holiday mode off in Shopee Seller Centre.'],
);
const underPenalty = deferred(
  'shop-under-penalty',
  '',
  ['Toko Shopee sedang terkena sanksi.', 'The Shopee shop is under a penalty.'],
  ['Lihat poin penalti di Seller Centre Shopee.', 'See the penalty points in Shopee Seller Centre.'],
);
const shopStatus = deferred(
  'shop-not-active',
  '',
  ['Toko atau akun Shopee belum aktif atau dibatasi.', 'The Shopee shop or account is not active or restricted.'],
  ['Periksa keadaan toko di Seller Centre Shopee.', 'Check the shop in Shopee Seller Centre.'],
);
const unregistered = deferred(
  'seller-not-registered',
  '',
  [
    'Pemilik toko belum menyelesaikan pendaftaran penjual di Shopee.',
    'The shop owner has not finished seller registration.',
  ],
  ['Selesaikan pendaftaran penjual di Seller Centre Shopee.', 'Finish seller registration in Shopee Seller Centre.'],
);
const notEditable = deferred(
  'item-not-editable',
  '',
  [
    'Shopee sedang meninjau atau memblokir produk ini, jadi belum bisa diubah.',
    'Shopee is reviewing or has banned this product, so it cannot be changed now.',
  ],
  ['Tunggu hasil peninjauan Shopee.', "Wait for Shopee's review."],
);
const shopFull = deferred(
  'shop-full',
  '',
  ['Jumlah produk di toko Shopee sudah mencapai batas.', 'The Shopee shop has reached its number of products.'],
  ['Hapus produk lama di Shopee.', 'Delete old products at Shopee.'],
);
const belowReserved = deferred(
  'stock-below-reserved',
  'offer/stock',
  [
    'Stok lebih kecil daripada yang sudah dipesan pembeli atau dicadangkan promosi.',
    'The stock is below what buyers ordered or a promotion reserved.',
  ],
  ['Selesaikan pesanan dahulu, atau naikkan stok.', 'Ship the orders first, or raise the stock.'],
);
const stockWithShopee = rejected(
  'stock-managed-by-shopee',
  'offer/stock',
  ['Stok produk ini diatur oleh gudang Shopee.', "This product's stock is managed by Shopee's warehouse."],
  ['Ubah stok lewat gudang Shopee.', "Change the stock through Shopee's warehouse."],
);
const manyWarehouses = rejected(
  'shop-has-many-warehouses',
  'offer/stock',
  [
    'Toko ini memakai beberapa gudang, dan kami belum tahu gudang mana yang dipakai.',
    'This shop uses several warehouses, and we do not know which one to use.',
  ],
  ['Gunakan satu gudang di Seller Centre Shopee.', 'Use one warehouse in Shopee Seller Centre.'],
);
const shopType = rejected(
  'shop-type-not-supported',
  '',
  [
    'Jenis toko Shopee ini tidak boleh diatur lewat layanan lain.',
    'This kind of Shopee shop cannot be managed by other services.',
  ],
  ['Hubungkan toko lain, atau atur produknya di Shopee.', 'Connect another shop, or manage the product at Shopee.'],
);
const attributeWrong = rejectedQuoting(
  'attribute-invalid',
  'attributes',
  ['Ada atribut yang tidak diterima Shopee.', 'Shopee does not accept one of the attributes.'],
  ['Periksa isian atribut untuk kategori ini.', "Check this category's attributes."],
);
const attributeMissing = rejected(
  'attribute-missing',
  'attributes',
  ['Ada atribut wajib yang belum diisi.', 'A mandatory attribute is missing.'],
  ['Isi semua atribut wajib untuk kategori ini.', "Fill in all of this category's mandatory attributes."],
);
const brandWrong = rejectedQuoting(
  'brand-invalid',
  'brand',
  ['Merek tidak diterima Shopee.', 'Shopee does not accept the brand.'],
  ['Pakai merek yang terdaftar di Shopee, atau kosongkan.', 'Use a brand registered at Shopee, or leave it empty.'],
);
const categoryRestricted = rejectedQuoting(
  'category-needs-approval',
  'categoryId',
  [
    'Kategori ini dibatasi; toko perlu izin Shopee lebih dulu.',
    'This category is restricted; the shop needs leave of Shopee first.',
  ],
  ['Ajukan izin di Seller Centre, atau pilih kategori lain.', 'Apply in Seller Centre, or choose another category.'],
);
const categoryWrong = rejectedQuoting(
  'category-invalid',
  'categoryId',
  ['Kategori tidak ada atau tidak boleh dipakai toko ini.', 'The category does not exist or is not open to this shop.'],
  ['Pilih kategori lain untuk Shopee.', 'Choose another Shopee category.'],
);
const nameWrong = rejectedQuoting(
  'name-refused',
  'name',
  ['Nama produk tidak diterima Shopee.', "Shopee does not accept the product's name."],
  ['Ubah nama produk.', 'Change the name.'],
);
const nameTooLong = rejected(
  'name-too-long',
  'name',
  ['Nama produk terlalu panjang untuk Shopee.', 'The name is too long for Shopee.'],
  ['Pendekkan nama produk.', 'Shorten the name.'],
);
const nameTooShort = rejected(
  'name-too-short',
  'name',
  ['Nama produk kosong atau terlalu pendek untuk Shopee.', 'The name is empty or too short for Shopee.'],
  ['Panjangkan nama produk.', 'Lengthen the name.'],
);
const nameCharacters = rejected(
  'name-has-forbidden-characters',
  'name',
  ['Nama produk memuat karakter yang dilarang Shopee.', 'The name has characters that Shopee forbids.'],
  ['Hapus emoji dan tanda khusus dari nama.', 'Remove emoji and special characters from the name.'],
);
const imageWrong = rejectedQuoting(
  'photo-refused',
  'photos',
  ['Foto tidak diterima Shopee.', 'Shopee does not accept a photo.'],
  ['Ganti foto produk.', 'Replace the photo.'],
);
const priceWrong = rejected(
  'price-refused',
  'offer/priceIdr',
  ['Harga tidak diterima Shopee.', 'Shopee does not accept the price.'],
  ['Ubah harga produk.', 'Change the price.'],
);
const priceTooHigh = rejected(
  'price-too-high',
  'offer/priceIdr',
  ['Harga di atas batas Shopee.', "The price is above Shopee's limit."],
  ['Turunkan harga.', 'Lower the price.'],
);
const priceTooLow = rejected(
  'price-too-low',
  'offer/priceIdr',
  ['Harga di bawah batas Shopee.', "The price is below Shopee's limit."],
  ['Naikkan harga.', 'Raise the price.'],
);
const wholesale = rejected(
  'wholesale-conflict',
  'offer/priceIdr',
  [
    'Harga ini bertentangan dengan harga grosir yang dipasang di Shopee.',
    'The price conflicts with the wholesale prices set at Shopee.',
  ],
  [
    'Ubah atau hapus harga grosir di Seller Centre Shopee.',
    'Change or remove the wholesale prices in Shopee Seller Centre.',
  ],
);
const shippingWrong = rejectedQuoting(
  'shipping-refused',
  'package',
  ['Jasa kirim tidak cocok dengan produk ini.', 'The shipping channels do not fit this product.'],
  ['Periksa berat, ukuran, harga, dan jasa kirim toko.', "Check weight, size, price and the shop's shipping channels."],
);
const packageWrong = rejectedQuoting(
  'package-refused',
  'package',
  ['Berat atau ukuran paket tidak diterima Shopee.', "Shopee does not accept the parcel's weight or size."],
  ['Periksa berat dan ukuran paket.', 'Check weight and size of the parcel.'],
);
const leadTime = rejected(
  'lead-time-too-long',
  'offer/leadTimeDays',
  [
    'Lama pengerjaan tidak diizinkan Shopee untuk kategori ini.',
    'Shopee does not allow this lead time in this category.',
  ],
  ['Pendekkan lama pengerjaan atau pilih kategori lain.', 'Shorten the lead time or choose another category.'],
);
const noPreOrder = rejected(
  'pre-order-not-supported',
  'offer/leadTimeDays',
  ['Kategori Shopee ini tidak menerima produk pesanan (pre-order).', 'This Shopee category takes no pre-orders.'],
  ['Siapkan stok, atau pilih kategori lain.', 'Keep stock, or choose another category.'],
);
const variantsWrong = rejectedQuoting(
  'variants-refused',
  'variants',
  ['Susunan varian tidak diterima Shopee.', 'Shopee does not accept the variants.'],
  [
    'Periksa nama, jumlah, dan isi varian (paling banyak 2 tingkat dan 50 varian).',
    'Check names, number and values of the variants (2 levels and 50 variants at most).',
  ],
);
const permits = rejectedQuoting(
  'permit-refused',
  'legality',
  ['Nomor izin tidak diterima Shopee.', 'Shopee does not accept the permit number.'],
  ['Periksa nomor izin edar produk.', "Check the product's permit number."],
);
const similar = rejected(
  'similar-product-exists',
  '',
  [
    'Shopee menganggap produk serupa sudah ada di toko ini.',
    'Shopee thinks a similar product is already in this shop.',
  ],
  ['Bedakan nama dan foto, atau hapus yang lama.', 'Make name and photos differ, or delete the old one.'],
);
const gtinWrong = rejected(
  'gtin-refused',
  'gtin',
  ['Kode batang (GTIN) wajib atau tidak benar.', 'The barcode (GTIN) is required or wrong.'],
  ['Isi GTIN yang benar.', 'Fill in a correct GTIN.'],
);
const descriptionWrong = rejectedQuoting(
  'description-refused',
  'description',
  ['Deskripsi tidak diterima Shopee.', 'Shopee does not accept the description.'],
  ['Ubah deskripsi.', 'Change the description.'],
);
const mustPublishThere = rejected(
  'must-publish-at-shopee',
  '',
  [
    'Shopee hanya mengizinkan produk ini ditayangkan dari Seller Centre.',
    'Shopee lets this product be published from Seller Centre only.',
  ],
  ['Tayangkan produk dari Seller Centre Shopee.', 'Publish it from Shopee Seller Centre.'],
);
const codeWrong = rejected(
  'authorization-code-invalid',
  '',
  [
    'Kode persetujuan dari Shopee sudah dipakai atau kedaluwarsa.',
    "Shopee's authorization code was used or has expired.",
  ],
  ['Ulangi menghubungkan toko.', 'Connect the shop again.'],
);
const refusedOtherwise = rejectedQuoting(
  'refused-by-marketplace',
  '',
  ['Shopee menolak data produk ini.', "Shopee refuses this product's data."],
  ['Baca alasan dari Shopee lalu perbaiki data produk.', "Read Shopee's reason and correct the product."],
);

/** Causes that several catch-all names (`error_auth`, `error_param`, `error_inner`, …) share, told by their message. */
const sharedCauses: readonly (readonly [RegExp, Meaning])[] = [
  [/access_token/i, tokenRefused],
  [/refresh_token/i, lost('Shopee no longer takes our refresh token.')],
  [/invalid code/i, codeWrong],
  [/invalid partner_id or shop_?id/i, lost('Shopee no longer links this shop to us.')],
  [/holiday mode|vocation mode/i, onHoliday],
  [/reserved? stock/i, belowReserved],
  [/normal stock must be equal to 0/i, stockWithShopee],
  [/location[_ ]id|stock structure|multi warehouse/i, manyWarehouses],
  [/under promotion|in promotion/i, underPromotion],
];

const catchAll = (meaning: Meaning, ...more: readonly (readonly [RegExp, Meaning])[]): ErrorRule => ({
  byMessage: [...sharedCauses, ...more],
  meaning,
});

const only = (meaning: Meaning, ...names: readonly string[]): readonly (readonly [string, ErrorRule])[] =>
  names.map((name) => [name, { meaning }]);

const rules: readonly (readonly [string, ErrorRule])[] = [
  ...only(tokenRefused, 'invalid_acceess_token'),
  ...only(
    lost('The shop withdrew our access, or Shopee suspended it.'),
    'shop_banned',
    'shop_no_linked',
    'partner_shop_no_link',
    'shop_access_expired',
    'refresh_token_expired',
    'error_shop_refresh_token',
    'error_merchant_refresh_token',
    'merchant_access_expired',
    'merchant_no_linked',
    'supplier_access_expired',
    'supplier_no_linked',
  ),
  ...only(
    appTrouble,
    'error_sign',
    'invalid_partner_id',
    'error_api_permission',
    'error_api_call_restricted',
    'api_suspended',
    'source_ip_undeclared',
    'error_partner_key_expired',
    'error_permission',
    'error_perm_non_admin',
  ),
  ...only({ as: 'later', reason: 'Shopee asks us to call less often.', slowDown: true }, 'error_rate_limit'),
  ...only({ as: 'tomorrow' }, 'error_limit'),
  ...only(unsure, 'error_network', 'error_system_busy', 'error_marshal'),
  ...only(
    failedThere,
    'error_busi_add_item_failed',
    'error_busi_update_item_failed',
    'error_busi_update_global_item_failed',
    'error_cannot_delete_item',
    'error_get_shop_fail',
    'error_unlist_item_failed',
    'error_unlist_item_all_failed',
    'error_update_price_fail',
    'error_busi_update_stock_failed',
    'error_slash_price_load',
  ),
  ...only(
    theirBug,
    'err_data',
    'error_category_level',
    'error_category_path_count_limit',
    'error_model_empty_tier_index_nonempty',
    'error_nil_item_in_req',
    'error_nil_shopid_or_itemid',
    'error_query_condition_list_limit',
    'error_query_over_itemid_size',
    'error_query_query_limit_too_large',
    'error_tier_img_old_app',
    'error_tier_img_partial',
    'error_whole_sale_min_count_incorrect',
    'error_invalid_language',
    'error_param_item_status',
    'error_update_time_range',
    'error_not_found',
  ),
  ...only(
    lost('Shopee does not know this shop.'),
    'error_shop',
    'error_shop_not_found',
    'error_auth_shop_not_found',
    'error_param_shop_id_not_found',
    'invalid_shop',
    'error_not_exists',
  ),
  ...only(codeWrong, 'invalid_code', 'invalid_shop_id', 'invalid_main_acount_id'),
  ...only(gone, 'error_item_not_found', 'error_item_not_belong_shop', 'error_item_or_variation_not_found'),
  ...only(
    underPromotion,
    'error_cannot_update_price_in_promotion',
    'error_cannt_be_no_variation_in_promotion',
    'error_cannt_change_tier_variation_in_promotion',
    'error_cannt_delete_in_promotion',
    'error_cannt_delete_option_in_promotion',
    'error_cannt_edit_description_in_promotion',
    'error_cannt_edit_estimated_days_in_promotion',
    'error_cannt_edit_image_in_promotion',
    'error_cannt_edit_name_in_promotion',
    'error_cannt_edit_pre_order_in_promotion',
    'error_cannt_edit_price_in_promotion',
    'error_cannt_edit_stock_in_promotion',
    'error_cannt_init_tier_in_promotion',
    'error_cannt_unlisted_in_promotion',
    'error_flash_sale_days_to_ship_lock',
    'error_in_item_promotion_delete_lock',
    'error_in_item_promotion_description_lock',
    'error_in_item_promotion_image_item_lock',
    'error_in_item_promotion_item_price_lock',
    'error_in_item_promotion_name_item_lock',
    'error_in_item_promotion_nomodel_to_models',
    'error_in_item_promotion_remove_model',
    'error_slash_price_nomodel_to_models_lock',
    'error_in_item_promotion_unlsit_lock',
    'error_in_model_promotion_delete_lock',
    'error_item_in_promotion',
    'error_model_update_stock_model_in_promotion',
    'error_promotion_cantnot_update_stock',
    'error_related_product_in_promotion',
    'error_slash_price_item_delete_lock',
    'error_slash_price_models_diff',
    'error_slash_price_not_lowest',
    'error_unlist_in_promotion',
  ),
  ...only(onHoliday, 'error_holiday_mode_change_stock', 'error_holiday_on_add_item', 'error_holiday_on_del_item'),
  ...only(underPenalty, 'error_seller_under_penalty'),
  ...only(shopStatus, 'error_busi_invalid_account_status', 'error_busi_invalid_shop_status'),
  ...only(unregistered, 'error_kyc_auth'),
  ...only(
    notEditable,
    'error_item_uneditable',
    'error_busi_item_status_invalid',
    'error_busi_cannot_delist_reviewing_or_banned_item',
  ),
  ...only(shopFull, 'error_reach_shop_item_limit'),
  ...only(mustPublishThere, 'error_set_normal_unlisted_item', 'error_unlist_item_fail'),
  ...only(stockWithShopee, 'error_wms_shop_block_upate_stock', 'error_auth_product_is_pff', 'error_auth_model_is_pff'),
  ...only(
    shopType,
    'error_ashop_api_permission',
    'error_busi_cannot_edit_vsku',
    'error_cnsc_shop_block_update_tier_variation',
  ),
  ...only(
    attributeWrong,
    'error attribute',
    'error_attribute_fda_error',
    'error_busi_attribute_error',
    'error_invalid_attribute_value',
    'error_invalid_category_attribute',
    'error_value_id_must_equal_zero',
    'error_value_name_required',
    'error_wrong_attrsnapshot',
  ),
  ...only(attributeMissing, 'error_invalid_attribute', 'error_less_required_attribute'),
  ...only(
    brandWrong,
    'error brand',
    'error_brand_forbidden',
    'error_duplicated_brand',
    'error_incalid_brand',
    'error_invalid_brand',
    'error_less_required_brand',
  ),
  ...only(categoryRestricted, 'error_category_is_block', 'error_forbidden_category'),
  ...only(categoryWrong, 'error category', 'error_incalid_category', 'error_invalid_category'),
  ...only(nameTooLong, 'error_name_length_limit', 'error_title_exceeds_max_length'),
  ...only(nameTooShort, 'error_item_name_empty', 'error_item_name_is_too_short', 'error_nil_name_new_item'),
  ...only(nameCharacters, 'error_title_character_forbidden'),
  ...only(
    descriptionWrong,
    'error_desc_hash_tag_over_limit',
    'error_desc_image_no_pass',
    'error_desc_length_min_limit',
  ),
  ...only(imageWrong, 'error_image_num_min', 'error_image_unavailable'),
  ...only(priceWrong, 'error_invalid_price', 'error_price_out_of_range'),
  ...only(priceTooHigh, 'error_price_exceed_max_limitt'),
  ...only(priceTooLow, 'error_price_exceed_min_limitt'),
  ...only(
    wholesale,
    'error_busi_price_lower_then_wholesale_price',
    'error_price_should_be_same_for_wholesales',
    'error_whole_sale_price_setting_incorrect',
    'error_wholesale_price_less_than_ratio_limit',
  ),
  ...only(shippingWrong, 'error_invalid_logistic_info', 'error_invalid_price_for_logistic'),
  ...only(
    leadTime,
    'error_category_dts',
    'error_estimated_days_limit',
    'error_invalid_days_to_ship',
    'error_param_dts_exceeds_max_limit',
  ),
  ...only(
    variantsWrong,
    'error_busi_cannot_delete_default_model',
    'error_edit_item_price_for_item_has_model',
    'error_edit_item_stock_for_item_has_model',
    'error_model_count_over_limit',
    'error_model_duplicate_name',
    'error_model_duplicate_tier_variation_index',
    'error_model_nonempty_itemtier_empty_index',
    'error_model_tier_index_bound',
    'error_tier_opt_too_many',
    'error_tier_opt_val_too_long',
    'error_tier_var_name_too_long',
    'error_tier_var_too_many',
    'error_busi_cannot_delete_all_model',
    'error_duplicate_modelid',
    'error_model_tier_index_level_mismatch_var_level',
    'error_nil_name_new_item_model',
    'error_tier_img_not_allower',
    'error_tier_index',
    'error_tier_var_is_',
    'error_tier_var_level_not_same',
    'error_wrong_modelid',
  ),
  ...only(noPreOrder, 'error_param_category_not_support_pre_order'),
  ...only(similar, 'error_repeated_mtsku'),
  ...only(refusedOtherwise, 'error_busi_cannot_update_field', 'error_check_luc_fail', 'error_video_info_not_found'),
  ['error_unknown', catchAll(unsure)],
  ['error_server', catchAll(unsure)],
  ['error_inner', catchAll(unsure, [/update item failed/i, failedThere])],
  ['error_data', catchAll(unsure, [/not exist/i, gone])],
  [
    'error_auth',
    catchAll(
      appTrouble,
      [/model level dts|cnsc|phone number/i, shopType],
      [/system error/i, unsure],
      [/shop id|shopid|shop_id/i, lost('Shopee no longer links this shop to us.')],
    ),
  ],
  [
    'error_busi',
    catchAll(
      refusedOtherwise,
      [/logistic/i, shippingWrong],
      [/gtin/i, gtinWrong],
      [/medicine|ts mark/i, permits],
      [/size chart/i, imageWrong],
    ),
  ],
  ['error_param_validate', catchAll(refusedOtherwise, [/gtin/i, gtinWrong], [/wholesale/i, wholesale])],
  ['error.param', catchAll(refusedOtherwise)],
  [
    'error_param',
    catchAll(
      refusedOtherwise,
      [/timestamp is expired/i, failedThere],
      [/partner_id|timestamp|\bsign\b|offline|gateway/i, appTrouble],
      [/shop_?id|shop id/i, lost('Shopee does not know this shop.')],
      [/image/i, imageWrong],
      [/not found|not exist/i, gone],
      [/weight|dimension/i, packageWrong],
      [/logistic/i, shippingWrong],
      [/attribute|ncc/i, attributeWrong],
      [/category/i, categoryWrong],
      [/tier|model/i, variantsWrong],
      [/wholesale/i, wholesale],
      [/price/i, priceWrong],
      [/item_?name/i, nameWrong],
    ),
  ],
];

/** Error name → rule. */
export const errorRules: ReadonlyMap<string, ErrorRule> = new Map(rules);

/** What free text in a partial result means; the same causes as in messages, for one item or model. */
export const failedReasonRules: readonly (readonly [RegExp, Meaning])[] = [
  [/promotion|slash|flash sale/i, underPromotion],
  ...sharedCauses,
  [/reserve/i, belowReserved],
  [/banned|reviewing|not support editing|status/i, notEditable],
  [/not found|not exist|doesn't exist|delete/i, gone],
  [
    /max|exceed/i,
    rejectedQuoting(
      'limit-exceeded',
      'offer',
      ['Harga atau stok di luar batas Shopee.', "Price or stock is outside Shopee's limits."],
      ['Ubah harga atau stok.', 'Change price or stock.'],
    ),
  ],
  [/price/i, priceWrong],
];

export const unexplained: Meaning = refusedOtherwise;
