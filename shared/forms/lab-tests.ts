import { code } from './code-lists.ts'
import type { Code } from './define.ts'

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
  test('ALT', 'U/L', 'Alanine aminotransferase', '丙氨酸氨基转移酶（ALT）'),
  test('AST', 'U/L', 'Aspartate aminotransferase', '天门冬氨酸氨基转移酶（AST）'),
  test('TBIL', 'umol/L', 'Total bilirubin', '总胆红素'),
  test('BILDIR', 'umol/L', 'Direct bilirubin', '直接胆红素'),
  test('ALB', 'g/L', 'Albumin', '白蛋白'),
  test('ALP', 'U/L', 'Alkaline phosphatase', '碱性磷酸酶'),
  test('GGT', 'U/L', 'Gamma-glutamyl transferase', 'γ-谷氨酰转移酶'),
  test('LDH', 'U/L', 'Lactate dehydrogenase', '乳酸脱氢酶'),
  test('WBC', '10^9/L', 'White blood cells', '白细胞计数'),
  test('NEUT', '10^9/L', 'Neutrophils', '中性粒细胞计数'),
  test('LYM', '10^9/L', 'Lymphocytes', '淋巴细胞计数'),
  test('HGB', 'g/L', 'Haemoglobin', '血红蛋白'),
  test('PLT', '10^9/L', 'Platelets', '血小板计数'),
  test('PT', 's', 'Prothrombin time', '凝血酶原时间（PT）'),
  test('INR', 'ratio', 'International normalised ratio', '国际标准化比值（INR）'),
  test('APTT', 's', 'Activated partial thromboplastin time', '活化部分凝血活酶时间'),
  test('CREAT', 'umol/L', 'Creatinine', '肌酐'),
  test('UREAN', 'mmol/L', 'Urea nitrogen', '尿素氮'),
  test('GLUC', 'mmol/L', 'Glucose', '血糖'),
  test('SODIUM', 'mmol/L', 'Sodium', '钠'),
  test('K', 'mmol/L', 'Potassium', '钾'),
  test('CA', 'mmol/L', 'Calcium', '钙'),
  test('MG', 'mmol/L', 'Magnesium', '镁'),
  test('PHOS', 'mmol/L', 'Phosphate', '磷'),
  test('AMYLASE', 'U/L', 'Amylase', '淀粉酶'),
  test('LIPASE', 'U/L', 'Lipase', '脂肪酶'),
  test('CK', 'U/L', 'Creatine kinase', '肌酸激酶'),
  test('TROPONI', 'ng/mL', 'Troponin I', '肌钙蛋白I'),
  test('CHOL', 'mmol/L', 'Cholesterol', '总胆固醇'),
  test('TRIG', 'mmol/L', 'Triglycerides', '甘油三酯'),
  test('TSH', 'mIU/L', 'Thyroid-stimulating hormone', '促甲状腺激素（TSH）'),
  test('T3FR', 'pmol/L', 'Free triiodothyronine', '游离三碘甲状腺原氨酸（FT3）'),
  test('T4FR', 'pmol/L', 'Free thyroxine', '游离甲状腺素（FT4）'),
  test('PROT24', 'g/24h', 'Urine protein, 24 hours', '24小时尿蛋白定量'),
  test('HBDNA', 'IU/mL', 'Hepatitis B virus DNA', '乙肝病毒DNA定量'),
]
