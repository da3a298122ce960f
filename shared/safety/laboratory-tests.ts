import type { Bilingual } from '../kernel/bilingual.ts'

/** A laboratory test that the product knows by name. Results of other tests are stored all the same. */
export interface LaboratoryTest {
  /** LBTESTCD as the study files have it. */
  readonly code: string
  /** LBTESTCD of a submission: another word than `code` for platelets and bilirubin. */
  readonly sdtmCode: string
  readonly label: Bilingual
  readonly panel: string
  /** Key into the grading rules; null: no CTCAE term is graded from it (tumour markers never). */
  readonly analyte: string | null
  /** Units met in reports, the usual one first. */
  readonly units: readonly string[]
  /** CTCAE term of too high, and of too low a value; null where there is none. */
  readonly high: string | null
  readonly low: string | null
}

/** code | SDTM code if another | English | Chinese | panel | analyte | units | too high | too low */
const TESTS = `
WBC | - | Leukocytes | 白细胞计数 | haematology | leukocytes | 10^9/L,10^3/uL,/mm3 | Leukocytosis | White blood cell decreased
NEUT | - | Neutrophils | 中性粒细胞计数 | haematology | neutrophils | 10^9/L,10^3/uL,/mm3 | - | Neutrophil count decreased
LYM | - | Lymphocytes | 淋巴细胞计数 | haematology | lymphocytes | 10^9/L,10^3/uL,/mm3 | Lymphocyte count increased | Lymphocyte count decreased
EOS | - | Eosinophils | 嗜酸性粒细胞计数 | haematology | eosinophils | 10^9/L,10^3/uL,/mm3 | Eosinophilia | -
HGB | - | Haemoglobin | 血红蛋白 | haematology | hemoglobin | g/L,g/dL,mmol/L | Hemoglobin increased | Anemia
PLT | PLAT | Platelets | 血小板计数 | haematology | platelets | 10^9/L,10^3/uL,/mm3 | - | Platelet count decreased
PT | - | Prothrombin time | 凝血酶原时间 | coagulation | - | s | - | -
INR | - | International normalised ratio | 国际标准化比值 | coagulation | inr | ratio | INR increased | -
APTT | - | Activated partial thromboplastin time | 活化部分凝血活酶时间 | coagulation | aptt | s | Activated partial thromboplastin time prolonged | -
FIBRINO | - | Fibrinogen | 纤维蛋白原 | coagulation | fibrinogen | g/L,mg/dL | - | Fibrinogen decreased
ALT | - | Alanine aminotransferase | 丙氨酸氨基转移酶 | liver | alt | U/L,ukat/L | Alanine aminotransferase increased | -
AST | - | Aspartate aminotransferase | 天门冬氨酸氨基转移酶 | liver | ast | U/L,ukat/L | Aspartate aminotransferase increased | -
ALP | - | Alkaline phosphatase | 碱性磷酸酶 | liver | alp | U/L,ukat/L | Alkaline phosphatase increased | -
GGT | - | Gamma-glutamyl transferase | γ-谷氨酰转移酶 | liver | ggt | U/L,ukat/L | GGT increased | -
TBIL | BILI | Total bilirubin | 总胆红素 | liver | bilirubin | umol/L,mg/dL | Blood bilirubin increased | -
DBIL | BILDIR | Direct bilirubin | 直接胆红素 | liver | - | umol/L,mg/dL | - | -
ALB | - | Albumin | 白蛋白 | liver | albumin | g/L,g/dL | - | Hypoalbuminemia
PROT | - | Total protein | 总蛋白 | liver | - | g/L,g/dL | - | -
AMMONIA | - | Ammonia | 血氨 | liver | - | umol/L,ug/dL | - | -
LDH | - | Lactate dehydrogenase | 乳酸脱氢酶 | enzymes | ldh | U/L,ukat/L | Blood lactate dehydrogenase increased | -
CK | - | Creatine kinase | 肌酸激酶 | enzymes | ck | U/L,ukat/L | CPK increased | -
AMYLASE | - | Amylase | 淀粉酶 | enzymes | amylase | U/L,ukat/L | Serum amylase increased | -
LIPASE | - | Lipase | 脂肪酶 | enzymes | lipase | U/L,ukat/L | Lipase increased | -
TROPONI | - | Troponin I | 肌钙蛋白I | enzymes | troponin-i | ng/mL,ng/L | Cardiac troponin I increased | -
TROPONT | - | Troponin T | 肌钙蛋白T | enzymes | troponin-t | ng/mL,ng/L | Cardiac troponin T increased | -
CREAT | - | Creatinine | 肌酐 | kidney | creatinine | umol/L,mg/dL | Creatinine increased | -
UREAN | - | Urea nitrogen | 尿素氮 | kidney | - | mmol/L,mg/dL | - | -
EGFR | - | Estimated glomerular filtration rate | 估算肾小球滤过率 | kidney | egfr-or-crcl | mL/min/1.73m2 | - | Chronic kidney disease
SODIUM | - | Sodium | 血钠 | electrolytes | sodium | mmol/L,mEq/L | Hypernatremia | Hyponatremia
K | - | Potassium | 血钾 | electrolytes | potassium | mmol/L,mEq/L | Hyperkalemia | Hypokalemia
CL | - | Chloride | 血氯 | electrolytes | - | mmol/L,mEq/L | - | -
BICARB | - | Bicarbonate | 碳酸氢盐 | electrolytes | bicarbonate | mmol/L,mEq/L | - | Blood bicarbonate decreased
CA | - | Calcium, total | 总钙 | electrolytes | - | mmol/L,mg/dL,mEq/L | - | -
CACR | - | Calcium corrected for albumin | 白蛋白校正钙 | electrolytes | calcium-corrected | mmol/L,mg/dL,mEq/L | Hypercalcemia | Hypocalcemia
CAION | - | Calcium, ionised | 离子钙 | electrolytes | calcium-ionized | mmol/L,mg/dL | Hypercalcemia | Hypocalcemia
MG | - | Magnesium | 血镁 | electrolytes | magnesium | mmol/L,mg/dL,mEq/L | Hypermagnesemia | Hypomagnesemia
PHOS | - | Phosphate | 血磷 | electrolytes | - | mmol/L,mg/dL | - | -
GLUC | - | Glucose | 血糖 | metabolism | glucose | mmol/L,mg/dL | Hyperglycemia | Hypoglycemia
URATE | - | Urate | 尿酸 | metabolism | urate | umol/L,mg/dL | Hyperuricemia | -
CHOL | - | Cholesterol | 总胆固醇 | metabolism | cholesterol | mmol/L,mg/dL | Cholesterol high | -
TRIG | - | Triglycerides | 甘油三酯 | metabolism | triglycerides | mmol/L,mg/dL | Hypertriglyceridemia | -
TSH | - | Thyroid stimulating hormone | 促甲状腺激素 | hormones | tsh | mIU/L,uIU/mL | Thyroid stimulating hormone increased | -
T3FR | - | Triiodothyronine, free | 游离三碘甲状腺原氨酸 | hormones | - | pmol/L | - | -
T4FR | - | Thyroxine, free | 游离甲状腺素 | hormones | - | pmol/L,ng/dL | - | -
CORT | - | Cortisol | 皮质醇 | hormones | - | nmol/L,ug/dL | - | -
AFP | - | Alpha-fetoprotein | 甲胎蛋白 | tumour-markers | - | ng/mL,ug/L,IU/mL | - | -
PIVKAII | - | Protein induced by vitamin K absence or antagonist-II | 异常凝血酶原（PIVKA-II） | tumour-markers | - | mAU/mL | - | -
HBVDNA | - | Hepatitis B virus DNA | 乙型肝炎病毒DNA | virology | - | IU/mL | - | -
PROTU24 | - | Protein in 24-hour urine | 24小时尿蛋白定量 | urine | urine-protein-24h | g/24h,mg/24h | Proteinuria | -
PROTU | - | Protein in urine, dipstick | 尿蛋白（试纸） | urine | urine-protein-dipstick | dipstick | Proteinuria | -
`

/** The usual panel of a liver-cancer trial, by panel. */
export const LABORATORY_TESTS: readonly LaboratoryTest[] = TESTS.trim().split('\n').map(parseTest)

const BY_CODE = new Map(
  LABORATORY_TESTS.flatMap((test) => [[test.sdtmCode, test] as const, [test.code, test] as const]),
)

/** Codes of the laboratory form that are written another way here. */
const FORM_CODES: Readonly<Record<string, string>> = { HBDNA: 'HBVDNA', PROT24: 'PROTU24' }

/** The test of a code, in the study's or the submission's spelling; `null` for one not known here. */
export function findLaboratoryTest(code: string): LaboratoryTest | null {
  const key = code.trim().toUpperCase()
  return BY_CODE.get(FORM_CODES[key] ?? key) ?? null
}

function parseTest(line: string): LaboratoryTest {
  const cells = line.split(' | ')
  const cell = (place: number): string => cells[place] ?? '-'
  const optional = (place: number): string | null => (cell(place) === '-' ? null : cell(place))
  return {
    code: cell(0),
    sdtmCode: optional(1) ?? cell(0),
    label: { en: cell(2), zh: cell(3) },
    panel: cell(4),
    analyte: optional(5),
    units: cell(6).split(','),
    high: optional(7),
    low: optional(8),
  }
}
