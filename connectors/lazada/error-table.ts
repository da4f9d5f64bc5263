import type { ListingProblem } from '../../shared/domain/listing/listing.ts';

/**
 * What each error of the contract means for a listing, mapped once. Lazada has numbers (`4105`), names behind them
 * (`BIZ_CHECK_SELLER_SKU_DUPLICATE`), gateway words (`IllegalAccessToken`) and overview numbers (500, 501, 503, 10002)
 * whose cause stands in `detail`; all are keys of one table.
 */
export type Meaning =
  | { readonly as: 'token-refused' }
  | { readonly as: 'account-lost'; readonly reason: string }
  | { readonly as: 'gone' }
  /** Nothing was done; goes by itself. */
  | { readonly as: 'later'; readonly reason: string; readonly afterMs?: number; readonly slowDown?: true }
  /** Lazada failed inside: it may have happened. */
  | { readonly as: 'unsure'; readonly reason: string }
  /** Our SellerSku stands already: after a lost answer this is the item itself. */
  | { readonly as: 'duplicate'; readonly problem: ListingProblem }
  | { readonly as: 'deferred'; readonly problem: ListingProblem }
  | { readonly as: 'rejected'; readonly problem: ListingProblem; readonly quotes: boolean };

type Sentence = readonly [id: string, en: string];

const problem = (code: string, path: string, message: Sentence, fix: Sentence): ListingProblem => ({
  code,
  path,
  message: { id: message[0], en: message[1] },
  fix: { id: fix[0], en: fix[1] },
  severity: 'block',
});

type Of = (code: string, path: string, message: Sentence, fix: Sentence) => Meaning;
const rejected: Of = (...what) => ({ as: 'rejected', problem: problem(...what), quotes: false });
/** As `rejected`, for causes that only Lazada's own words tell: they are added. */
const quoting: Of = (...what) => ({ as: 'rejected', problem: problem(...what), quotes: true });
const deferred: Of = (...what) => ({ as: 'deferred', problem: problem(...what) });

const second = 1_000;
const minute = 60_000;

const tokenRefused: Meaning = { as: 'token-refused' };
const gone: Meaning = { as: 'gone' };
const unsure: Meaning = { as: 'unsure', reason: 'Lazada had an internal fault.' };
/** "this ban will last 1 seconds" (ApiCallLimit); 901 "please retry in the next second". */
const tooFast: Meaning = {
  as: 'later',
  reason: 'Lazada asks us to call less often.',
  afterMs: 2 * second,
  slowDown: true,
};
/** Operators must act (key, permission, address list, clock); owners cannot. */
const appTrouble: Meaning = {
  as: 'later',
  reason: 'Lazada refuses our app; operators must look.',
  afterMs: 15 * minute,
};
const fix = (id: string, en: string): Sentence => [id, en];
const correctThere = fix('Perbaiki lalu kirim ulang.', 'Correct it and send it again.');

/** For whatever the contract names without a field of ours. */
export const refusedOtherwise: Meaning = quoting(
  'marketplace-refused',
  '',
  ['Lazada menolak produk ini.', 'Lazada refuses this product.'],
  correctThere,
);
const skuDuplicate: Meaning = {
  as: 'duplicate',
  problem: problem(
    'sku-taken',
    '',
    ['Kode SKU ini sudah ada di toko Lazada.', 'This SKU stands in the Lazada shop already.'],
    ['Hapus produk ganda di Seller Center Lazada.', 'Remove the duplicate in Lazada Seller Center.'],
  ),
};
const categoryInvalid = rejected(
  'category-invalid',
  'categoryId',
  [
    'Kategori ini tidak ada lagi di Lazada, atau masih terlalu umum.',
    'Lazada has no such category, or it is too general.',
  ],
  ['Pilih kategori Lazada yang paling rinci.', 'Choose the most detailed Lazada category.'],
);
const categoryNeedsApproval = rejected(
  'category-needs-approval',
  'categoryId',
  ['Toko ini belum diizinkan menjual di kategori ini.', 'This shop may not sell in this category yet.'],
  ['Ajukan izin kategori di Seller Center Lazada.', 'Apply for the category in Lazada Seller Center.'],
);
const policy = quoting(
  'marketplace-violation',
  '',
  ['Lazada menolak produk ini karena kebijakannya.', 'Lazada refuses this product by its policy.'],
  ['Ubah nama, deskripsi, atau foto sesuai kebijakan Lazada.', 'Change name, description or photos to its policy.'],
);
const attributeMissing = quoting(
  'attribute-missing',
  'attributes',
  ['Ada isian wajib Lazada yang belum diisi.', 'A field that Lazada requires is missing.'],
  ['Lengkapi isian wajib kategori ini.', "Fill in this category's required fields."],
);
const attributeInvalid = quoting(
  'attribute-invalid',
  'attributes',
  ['Ada isian yang tidak diterima Lazada.', 'Lazada does not accept one of the fields.'],
  ['Pilih isian dari daftar Lazada.', "Choose from Lazada's list."],
);
const variantsWrong = quoting(
  'variants-refused',
  'variants',
  ['Lazada menolak pilihan varian produk ini.', "Lazada refuses this product's variants."],
  ['Periksa nama dan isi pilihan varian.', "Check the options' names and values."],
);
const priceWrong = quoting(
  'price-refused',
  'offer/priceIdr',
  ['Lazada menolak harga ini.', 'Lazada refuses this price.'],
  ['Ubah harga.', 'Change the price.'],
);
const imageDuplicate = rejected(
  'photo-duplicate',
  'photos',
  ['Ada dua foto yang sama.', 'Two of the photos are the same.'],
  ['Hapus foto yang sama.', 'Remove the duplicate.'],
);
const imageMissing = rejected(
  'photo-missing',
  'photos',
  ['Lazada minta paling sedikit satu foto.', 'Lazada wants one photo at least.'],
  ['Unggah foto produk.', 'Upload a photo.'],
);
const imageWrong = quoting(
  'photo-refused',
  'photos',
  ['Lazada menolak salah satu foto.', 'Lazada refuses one of the photos.'],
  ['Ganti fotonya dengan JPG di bawah 1 MB.', 'Replace it by a JPG under 1 MB.'],
);
const brandWrong = quoting(
  'brand-refused',
  'brand',
  ['Lazada menolak merek produk ini.', "Lazada refuses this product's brand."],
  ['Daftarkan merek di Seller Center Lazada.', 'Register the brand in Lazada Seller Center.'],
);
const specialCharacters = quoting(
  'name-has-forbidden-characters',
  'name',
  ['Ada tanda " ^ ~ < > | yang ditolak Lazada.', 'It has one of the signs " ^ ~ < > | that Lazada refuses.'],
  ['Hapus tanda itu dari nama dan isian.', 'Remove these signs from name and fields.'],
);
const packageWrong = quoting(
  'package-refused',
  'package',
  ['Lazada menolak berat atau ukuran paket.', "Lazada refuses the parcel's weight or size."],
  ['Periksa berat dan ukuran paket.', "Check the parcel's weight and size."],
);
const stockWrong = quoting(
  'stock-refused',
  'offer/stock',
  ['Lazada menolak jumlah stok ini.', 'Lazada refuses this stock.'],
  ['Ubah jumlah stok.', 'Change the stock.'],
);
const itemLocked = deferred(
  'item-not-editable',
  '',
  ['Lazada sedang mengunci produk ini.', 'Lazada has locked this product.'],
  [
    'Buka Kepatuhan Kebijakan di Seller Center Lazada untuk membuka kunci.',
    'See Policy Compliance in Lazada Seller Center to unlock it.',
  ],
);
const underCampaign = deferred(
  'under-promotion',
  '',
  ['Lazada mengunci produk ini selama ikut kampanye.', 'Lazada locks this product while it is in a campaign.'],
  [
    'Tunggu sampai kampanye selesai; perubahan dikirim otomatis sesudahnya.',
    'Wait for the campaign to end; the change is sent then.',
  ],
);
const belowReserved = deferred(
  'stock-below-reserved',
  'offer/stock',
  [
    'Selama kampanye Lazada stok tidak boleh diturunkan di bawah yang sudah dicadangkan.',
    'During a Lazada campaign the stock may not fall below what is reserved.',
  ],
  ['Tunggu kampanye selesai, atau naikkan stok.', 'Wait for the campaign to end, or raise the stock.'],
);
const shopFull = deferred(
  'shop-full',
  '',
  ['Jumlah produk di toko Lazada sudah mencapai batas.', 'The Lazada shop has reached its number of products.'],
  ['Hapus atau nonaktifkan produk lama di Lazada.', 'Remove or deactivate old products at Lazada.'],
);
const shopNotActive = deferred(
  'shop-not-active',
  '',
  ['Toko Lazada belum aktif atau belum terverifikasi.', 'The Lazada shop is not active or not verified.'],
  ['Lengkapi pendaftaran toko di Seller Center Lazada.', 'Finish the registration in Lazada Seller Center.'],
);

const emptySuggestion: Meaning = { as: 'later', reason: 'Lazada suggests no category.' };

const rows: readonly (readonly [keys: string, meaning: Meaning])[] = [
  // gateway (developer's guide, system API)
  ['IllegalAccessToken MissingAccessToken InvalidAccessToken', tokenRefused],
  ['IllegalRefreshToken', { as: 'account-lost', reason: 'Lazada no longer takes the refresh token.' }],
  ['AUTH_TYPE_UNSUPPORTED', { as: 'account-lost', reason: 'The Service-Market subscription must be renewed.' }],
  [
    'InvalidCode',
    rejected(
      'authorization-failed',
      '',
      ['Persetujuan dari Lazada sudah tidak berlaku.', 'The authorization from Lazada is no longer valid.'],
      ['Ulangi menghubungkan toko.', 'Connect the shop again.'],
    ),
  ],
  ['ApiCallLimit AppCallLimit SellerCallLimit 901 E901 4154 SYS_REQUEST_TOO_FAST HOT_KEY_BLOCK_EXCEPTION', tooFast],
  [
    '998',
    {
      as: 'later',
      reason: 'Lazada serves no such calls at the start of a campaign.',
      afterMs: 30 * minute,
      slowDown: true,
    },
  ],
  [
    'IncompleteSignature InvalidAppKey MissingParameter InsufficientPermission IllegalTimestamp InvalidTimestamp ' +
      'UnsupportedSignMethod InvalidApiPath AppWhiteIpLimit AppDisabled',
    appTrouble,
  ],
  [
    'ServiceTimeout ServiceUnavailable E0006 SYSTEM_ERROR SYS_ERROR THIRD_SERVICE_ERROR SELLER_SERVICE_FAIL 6 E006 15 1000 513 ' +
      '506 E506 300 4135 THD_IC_ERR 4159 IC_EXCEPTION',
    unsure,
  ],
  // "Concurrent product edit is not allowed"
  [
    '4147 THD_IC_ERR_F_IC_SERVICE_EDIT_002',
    { as: 'later', reason: 'Lazada is still busy with another edit of this product.', afterMs: 10 * second },
  ],
  ['SellerNotActive SellerNotVerified', shopNotActive],
  // requests that we built wrongly: the same one would be refused again
  [
    '1 E001 E0001 5 E005 30 E030 1001 4132 14 17 19 36 70 74 75 204 E204 4171 4193 4216 202 205 206 4127 THD_IC_F_IC_SCENE_PUBLISH_012',
    refusedOtherwise,
  ],

  ['701 E701', emptySuggestion],

  // the item
  ['208 E208 207 E207 200 E200 4137 ITEM_NOT_FOUND 4136 SELLER_SKU_NOT_FOUND E0002 E0003 16 E016', gone],
  ['EDIT_ITEM_NOT_BELONG_SELLER', gone],
  [
    'E0004',
    rejected(
      'already-off',
      '',
      ['Produk sudah tidak aktif di Lazada.', 'The product is inactive at Lazada already.'],
      ['Tidak perlu apa-apa.', 'Nothing to do.'],
    ),
  ],
  [
    '4105 BIZ_CHECK_SELLER_SKU_DUPLICATE 4126 THD_IC_F_IC_INFRA_PRODUCT_036 4141 THD_IC_ERR_F_IC_INFRA_PRODUCT_036',
    skuDuplicate,
  ],
  ['4155 BIZ_CHECK_NO_EDIT_ITEM_LOCK 4218 4128 THD_IC_F_IC_DOMAIN_ACTOR_006', itemLocked],
  ['4162 THD_IC_ERR_F_IC_ABILITY_PG', underCampaign],
  ['4170', belowReserved],
  ['4148 BIZ_CHECK_ITEM_HAS_REACH_LIMIT THD_APPROVAL_RULE_CENTER_ERR_PRE_QC_LISTING_LIMIT_ERROR', shopFull],
  [
    '4225',
    rejected(
      'managed-by-marketplace',
      'offer',
      [
        'Harga dan stok produk ini diatur lewat program Global Plus Lazada.',
        'Global Plus of Lazada manages this offer.',
      ],
      ['Ubah lewat Seller Center Lazada.', 'Change it in Lazada Seller Center.'],
    ),
  ],

  // fields
  ['201 E201 4134 CHK_CATEGORY_ID_NOT_LEAF_CATEGORY 4227 4228 57 E057', categoryInvalid],
  ['512 E512 4163 BIZ_CHECK_RESTRICTED_CATEGORY', categoryNeedsApproval],
  [
    '4123 BIZ_CHECK_MANGROVE_RULE 4124 BIZ_CHECK_MANGROVE_RULE_QC 4151 BIZ_CHECK_MTEE_RULE_QC 4221 4131 ' +
      'BIZ_CHECK_CAT_PROP_SENSITIVE_WORDS BIZ_CHECK_MTEE_RISK_RULE_TRIGGER_MTEE_RISK_RULE_TRIGGER_ERROR',
    policy,
  ],
  [
    '4108 CHK_BASIC_REQUIRED 4110 BIZ_CHECK_CAT_PROP_MANDATORY 4125 4167 THD_IC_F_IC_DOMAIN_PROPERTY_002 ' +
      'THD_IC_ERR_F_IC_DOMAIN_PROPERTY_002',
    attributeMissing,
  ],
  [
    '4106 CHK_CATPROP_CPV_INPUT_SIZE_LIMIT 4107 CHECK_CAT_PROP_INVALID_NUMBER 4111 CHK_CATPROP_CPV_TEXT_REPEAT 4115 ' +
      'CHK_CATPROP_CPV_NOT_ENUM 4120 CHK_CATPROP_CPV_MAX_LEGNTH 4140 CHK_ENUM_PROP_VALUE_NOT_IN_OPTION',
    attributeInvalid,
  ],
  [
    '4109 CHK_SKU_PROPS_NOT_MATCH_SALE_PROP 4112 CHK_SKU_PROPS_DUPLICATE 4113 CHK_SKU_PROPS_NOT_IDENTICAL 4133 209 4122 ' +
      'BIZ_CHECK_VIRTUAL_BUNDLE_SKU_SUB_OVER_LIMIT 4143 BIZ_CHECK_SALEPROP_ATTRIBUTE_INVALID 4144 ' +
      'BIZ_CHECK_SKU_NOT_CONTAIN_SALEPROP 4145 BIZ_CHECK_SALEPROP_AND_OLD_PARAM_REPEAT 4146 ' +
      'BIZ_CHECK_SALEPROP_NOT_SUPPORT_THUMBNAIL 4161 VARIATION_CATEGORY_ATTRIBUTE_INVALID BIZ_CHECK_TOTAL_SALE_PROP_MAX_ITEMS ' +
      'VARIATION_EMPTY VARIATION_SIZE_LIMIT VARIATION_CONTENT_EMPTY VARIATION_NAME_EMPTY VARIATION_NAME_DUPLICATE ' +
      'VARIATION_IMAGE_MUST_SET_VARIATION1 VARIATION_NAME_LENGTH_LIMIT VARIATION_OPTIONS_EMPTY OPTIONS_SIZE_LIMIT ' +
      'VARIATION_OPTION_EMPTY VARIATION_OPTION_LENGTH_LIMIT VARIATION_OPTION_DUPLICATE VARIATION_IMAGE_SETTING_ERROR ' +
      'SKU_VARIATION_OPTION_NOT_EXIST SKU_VARIATION_NAME_MISSING SKU_VARIATION_IMAGES_MISSING VARIATION_CATEGORY_SIZE_IMAGE',
    variantsWrong,
  ],
  [
    '4104 BIZ_CHECK_PRICE_PRECISION_INVALID 4114 BIZ_CHECK_PRICE_SAMPLE_NON_ZERO 4117 ' +
      'BIZ_CHECK_SPECIAL_PRICE_FROM_DATE_AFTER_TO_DATE 4118 BIZ_CHECK_PRICE_IS_ZERO 4119 ' +
      'BIZ_CHECK_SPECIAL_PRICE_RATE_OUT_OF_RANGE 4121 BIZ_CHECK_SPECIAL_PRICE_PRECISION_INVALID 4157 ' +
      'BIZ_CHECK_SPECIAL_PRICE_GREATER_THAN_PRICE 10006',
    priceWrong,
  ],
  ['4116 BIZ_CHECK_MAIN_IMAGE_DUPLICATE 4158 THD_IC_ERR_F_DOMAIN_IMAGE_00_01_003', imageDuplicate],
  ['4139 BIZ_CHECK_MAIN_IMAGE_REQUIRE', imageMissing],
  [
    '4138 BIZ_CHECK_EXIST_OUTER_IMAGE 4153 THD_IC_ERR_FC_IC_SKU_IMAGE_001 4169 CHK_IMAGE_MAX_ITEMS 302 303 E302 E303',
    imageWrong,
  ],
  [
    '4130 BIZ_CHECK_OFFICIAL_STORE_BRAND_UNAUTHORIZED 4142 THD_BRAND_ID_IS_NOT_VALID_IN_CATEGORY 4156 C035 4168 ' +
      'BIZ_CHECK_BRAND_PERMISSION_TIER_TWO',
    brandWrong,
  ],
  ['4129 BIZ_CHECK_PROP_SPECIAL_CHAR', specialCharacters],
  [
    '4160 THD_IC_ERR_F_PRODUCT_00_15_004',
    rejected(
      'name-too-long',
      'name',
      ['Nama lebih dari 255 bita, batas Lazada.', 'The name is over 255 bytes, the limit of Lazada.'],
      ['Pendekkan nama.', 'Shorten the name.'],
    ),
  ],
  ['4149 BIZ_CHECK_PACKAGE_DECIMAL_INVALID', packageWrong],
  [
    '4164 BIZ_CHECK_MAX_PACKAGE_WEIGHT',
    rejected(
      'parcel-too-heavy',
      'package',
      ['Paket lebih dari 40 kg, batas Lazada.', 'The parcel is over 40 kg, the limit of Lazada.'],
      ['Kurangi berat, atau ajukan pengiriman sendiri (DBS).', 'Make it lighter, or apply for delivery by seller.'],
    ),
  ],
  [
    '4165 BIZ_CHECK_MAX_PACKAGE_DIMENISIONS BIZ_CHECK_MAX_PACKAGE_DIMENSIONS',
    rejected(
      'parcel-too-big',
      'package',
      ['Panjang + lebar + tinggi lebih dari 300 cm, batas Lazada.', 'Length + width + height is over 300 cm.'],
      ['Perkecil kemasan, atau ajukan pengiriman sendiri (DBS).', 'Pack it smaller, or apply for delivery by seller.'],
    ),
  ],
  ['4152 THD_INVENTORY_ERR_INV_PARAM_ILLEGAL', stockWrong],
  ['4150 SELLER_SKU_INVALID', refusedOtherwise],
  [
    '4166 THD_IC_ERR_F_IC_INFRA_SPU_036',
    rejected(
      'gtin-taken',
      'gtin',
      ['Kode batang ini sudah dipakai produk lain di Lazada.', 'Another product at Lazada has this barcode.'],
      ['Periksa kode batang.', 'Check the barcode.'],
    ),
  ],
];

/** Number, business name or gateway word → meaning. */
export const errorMeanings: ReadonlyMap<string, Meaning> = new Map(
  rows.flatMap(([keys, meaning]) => keys.split(' ').map((key): [string, Meaning] => [key, meaning])),
);

/** "This error code is an overview error code … please check the detail field". */
export const overviewCodes: ReadonlySet<string> = new Set([
  '500',
  'E500',
  '501',
  'E501',
  '503',
  'E503',
  '502',
  '10002',
]);

/** Causes that are told in words only (guide "Create/Update Product Q&A"). */
export const causesInWords: readonly (readonly [RegExp, Meaning])[] = [
  [/negative sellable|less than (?:the )?(?:current|locked|withhold)/i, belowReserved],
  [/campaign|blocked by tag/i, underCampaign],
  [/already exists|outer id relation/i, skuDuplicate],
  [/reach(?:ed)? (?:the )?limit/i, shopFull],
  [/concurrent/i, { as: 'later', reason: 'Lazada is still busy with another edit.', afterMs: 10 * second }],
  [/locked|penal/i, itemLocked],
  [/not (?:exist|found)|deleted|cannot be found/i, gone],
  [/too (?:fast|frequent)|frequency/i, tooFast],
  [/special char|not allowed:|containssymbol/i, specialCharacters],
  [/categor/i, categoryInvalid],
  [/image|picture/i, imageWrong],
  [/brand/i, brandWrong],
  [/package/i, packageWrong],
  [/price/i, priceWrong],
  [/quantity|stock|inventory/i, stockWrong],
  [/mandatory|required/i, attributeMissing],
  [/variation|sale ?prop/i, variantsWrong],
];
