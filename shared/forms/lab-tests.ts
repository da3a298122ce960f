import { code } from './code-lists.ts'
import type { Code, RowPanel } from './define.ts'

/** A laboratory test: its code (LBTESTCD), its name, and the unit most laboratories report. */
export interface LabTest {
  readonly test: Code
  readonly unit: string
}

function test(value: string, unit: string, en: string, zh: string): LabTest {
  return { test: code(value, en, zh), unit }
}

/**
 * The tests of a liver-cancer trial, in the order of a printed report. Codes are CDISC's except
 * PLT and TBIL, which the trial-CSV layout uses for PLAT and BILI.
 */
export const LAB_TESTS: readonly LabTest[] = [
  test('AFP', 'ng/mL', 'Alpha-fetoprotein', '甲胎蛋白（AFP）'),
  test('PIVKAII', 'mAU/mL', 'PIVKA-II (DCP)', '异常凝血酶原（PIVKA-II）'),
  test('AFPL3', '%', 'AFP-L3 fraction', '甲胎蛋白异质体（AFP-L3）'),
  test('CEA', 'ng/mL', 'Carcinoembryonic antigen', '癌胚抗原（CEA）'),
  test('CA19_9AG', 'U/mL', 'CA 19-9', '糖类抗原19-9（CA19-9）'),
  test('ALT', 'U/L', 'Alanine aminotransferase', '丙氨酸氨基转移酶（ALT）'),
  test('AST', 'U/L', 'Aspartate aminotransferase', '天门冬氨酸氨基转移酶（AST）'),
  test('TBIL', 'umol/L', 'Total bilirubin', '总胆红素'),
  test('BILDIR', 'umol/L', 'Direct bilirubin', '直接胆红素'),
  test('PROT', 'g/L', 'Total protein', '总蛋白'),
  test('ALB', 'g/L', 'Albumin', '白蛋白'),
  test('ALP', 'U/L', 'Alkaline phosphatase', '碱性磷酸酶'),
  test('GGT', 'U/L', 'Gamma-glutamyl transferase', 'γ-谷氨酰转移酶'),
  test('LDH', 'U/L', 'Lactate dehydrogenase', '乳酸脱氢酶'),
  test('PREALB', 'mg/L', 'Prealbumin', '前白蛋白'),
  test('AMMONIA', 'umol/L', 'Ammonia', '血氨'),
  test('WBC', '10^9/L', 'White blood cells', '白细胞计数'),
  test('RBC', '10^12/L', 'Red blood cells', '红细胞计数'),
  test('NEUT', '10^9/L', 'Neutrophils', '中性粒细胞计数'),
  test('LYM', '10^9/L', 'Lymphocytes', '淋巴细胞计数'),
  test('MONO', '10^9/L', 'Monocytes', '单核细胞计数'),
  test('EOS', '10^9/L', 'Eosinophils', '嗜酸性粒细胞计数'),
  test('HGB', 'g/L', 'Haemoglobin', '血红蛋白'),
  test('HCT', '%', 'Haematocrit', '红细胞压积'),
  test('PLT', '10^9/L', 'Platelets', '血小板计数'),
  test('PT', 's', 'Prothrombin time', '凝血酶原时间（PT）'),
  test('INR', 'ratio', 'International normalised ratio', '国际标准化比值（INR）'),
  test('APTT', 's', 'Activated partial thromboplastin time', '活化部分凝血活酶时间'),
  test('TT', 's', 'Thrombin time', '凝血酶时间（TT）'),
  test('FIBRINO', 'g/L', 'Fibrinogen', '纤维蛋白原'),
  test('DDIMER', 'mg/L', 'D-dimer', 'D-二聚体'),
  test('CREAT', 'umol/L', 'Creatinine', '肌酐'),
  test('UREAN', 'mmol/L', 'Urea nitrogen', '尿素氮'),
  test('URATE', 'umol/L', 'Uric acid', '尿酸'),
  test('GLUC', 'mmol/L', 'Glucose', '血糖'),
  test('SODIUM', 'mmol/L', 'Sodium', '钠'),
  test('K', 'mmol/L', 'Potassium', '钾'),
  test('CL', 'mmol/L', 'Chloride', '氯'),
  test('CA', 'mmol/L', 'Calcium', '钙'),
  test('MG', 'mmol/L', 'Magnesium', '镁'),
  test('PHOS', 'mmol/L', 'Phosphate', '磷'),
  test('AMYLASE', 'U/L', 'Amylase', '淀粉酶'),
  test('LIPASE', 'U/L', 'Lipase', '脂肪酶'),
  test('CK', 'U/L', 'Creatine kinase', '肌酸激酶'),
  test('CKMB', 'ng/mL', 'Creatine kinase MB', '肌酸激酶同工酶（CK-MB）'),
  test('TROPONI', 'ng/mL', 'Troponin I', '肌钙蛋白I'),
  test('BNPPRONT', 'pg/mL', 'NT-proBNP', 'N末端脑钠肽前体（NT-proBNP）'),
  test('CHOL', 'mmol/L', 'Cholesterol', '总胆固醇'),
  test('TRIG', 'mmol/L', 'Triglycerides', '甘油三酯'),
  test('TSH', 'mIU/L', 'Thyroid-stimulating hormone', '促甲状腺激素（TSH）'),
  test('T3FR', 'pmol/L', 'Free triiodothyronine', '游离三碘甲状腺原氨酸（FT3）'),
  test('T4FR', 'pmol/L', 'Free thyroxine', '游离甲状腺素（FT4）'),
  test('CORT', 'nmol/L', 'Cortisol', '皮质醇'),
  test('ACTH', 'pmol/L', 'Adrenocorticotropic hormone', '促肾上腺皮质激素（ACTH）'),
  test('PROT24', 'g/24h', 'Urine protein, 24 hours', '24小时尿蛋白定量'),
  test('HBDNA', 'IU/mL', 'Hepatitis B virus DNA', '乙肝病毒DNA定量'),
  test('HCRNA', 'IU/mL', 'Hepatitis C virus RNA', '丙肝病毒RNA定量'),
]

/** Tests that laboratories report together; what a person adds by one press. */
export const LAB_PANELS: readonly RowPanel[] = [
  {
    title: { en: 'Haematology', zh: '血常规' },
    codes: ['WBC', 'RBC', 'NEUT', 'LYM', 'MONO', 'EOS', 'HGB', 'HCT', 'PLT'],
  },
  {
    title: { en: 'Liver function', zh: '肝功能' },
    codes: ['ALT', 'AST', 'TBIL', 'BILDIR', 'PROT', 'ALB', 'ALP', 'GGT', 'LDH'],
  },
  {
    title: { en: 'Kidney and electrolytes', zh: '肾功能与电解质' },
    codes: ['CREAT', 'UREAN', 'URATE', 'GLUC', 'SODIUM', 'K', 'CL', 'CA', 'MG', 'PHOS'],
  },
  {
    title: { en: 'Coagulation', zh: '凝血功能' },
    codes: ['PT', 'INR', 'APTT', 'TT', 'FIBRINO', 'DDIMER'],
  },
  {
    title: { en: 'Tumour markers', zh: '肿瘤标志物' },
    codes: ['AFP', 'PIVKAII', 'AFPL3', 'CEA', 'CA19_9AG'],
  },
  {
    title: { en: 'Thyroid and adrenal', zh: '甲状腺与肾上腺功能' },
    codes: ['TSH', 'T3FR', 'T4FR', 'CORT', 'ACTH'],
  },
  {
    title: { en: 'Heart and muscle', zh: '心肌标志物' },
    codes: ['CK', 'CKMB', 'TROPONI', 'BNPPRONT'],
  },
  {
    title: { en: 'Pancreas and lipids', zh: '胰酶与血脂' },
    codes: ['AMYLASE', 'LIPASE', 'CHOL', 'TRIG'],
  },
  { title: { en: 'Virus load', zh: '病毒载量' }, codes: ['HBDNA', 'HCRNA'] },
]
