import type { Bilingual } from '../kernel/bilingual.ts'

/** Inclusion criteria that several protocols share. Numbers are arguments where protocols differ. */
export const CONSENT: Bilingual = {
  en: 'Written informed consent before any study procedure.',
  zh: '在任何研究操作前签署书面知情同意书。',
}

export const AGE_18_TO_75: Bilingual = {
  en: 'Age 18 to 75 years, either sex.',
  zh: '年龄18～75周岁，性别不限。',
}

export const HCC_DIAGNOSIS: Bilingual = {
  en: 'Hepatocellular carcinoma confirmed by histology or cytology, or by imaging criteria in cirrhosis or chronic hepatitis B.',
  zh: '经组织学或细胞学确诊，或在肝硬化/慢性乙型肝炎背景下符合临床影像学诊断标准的肝细胞癌。',
}

export const LIFE_EXPECTANCY: Bilingual = {
  en: 'Life expectancy of at least 12 weeks.',
  zh: '预计生存时间≥12周。',
}

export const ECOG_0_1: Bilingual = {
  en: 'ECOG performance status 0 or 1.',
  zh: 'ECOG体能状态评分0～1分。',
}

/** Child-Pugh limit: at most `points`. */
export function childPughUpTo(points: 6 | 7 | 9): Bilingual {
  return {
    en: `Child-Pugh score of at most ${points}, without hepatic encephalopathy.`,
    zh: `Child-Pugh评分≤${points}分，且无肝性脑病。`,
  }
}

/** At least one measurable lesion by the criterion; untreated, or grown after local therapy. */
export function measurableBy(criterion: 'RECIST 1.1' | 'mRECIST'): Bilingual {
  return criterion === 'mRECIST'
    ? {
        en: 'At least one measurable lesion by mRECIST: viable, arterially enhancing part of at least 10 mm.',
        zh: '按mRECIST标准至少有一个可测量病灶（动脉期强化的存活部分≥10 mm）。',
      }
    : {
        en: 'At least one measurable lesion by RECIST 1.1 (longest diameter 10 mm, node short axis 15 mm), untreated or grown since local therapy.',
        zh: '按RECIST 1.1标准至少有一个可测量病灶（非淋巴结病灶长径≥10 mm，淋巴结短径≥15 mm），且未经局部治疗或局部治疗后明确进展。',
      }
}

/** Blood counts without transfusion or growth factor within 14 days; platelets in 10^9/L. */
export function bloodCounts(platelets: 50 | 60 | 75): Bilingual {
  return {
    en: `Neutrophils ≥1.5 ×10⁹/L, platelets ≥${platelets} ×10⁹/L, haemoglobin ≥90 g/L, without transfusion or growth factor within 14 days.`,
    zh: `中性粒细胞≥1.5×10⁹/L，血小板≥${platelets}×10⁹/L，血红蛋白≥90 g/L（14天内未输血、未使用造血生长因子）。`,
  }
}

export const LIVER_FUNCTION: Bilingual = {
  en: 'Albumin ≥28 g/L, total bilirubin ≤2 × ULN, ALT and AST ≤5 × ULN, INR ≤1.7 or prothrombin time ≤ULN + 4 s.',
  zh: '白蛋白≥28 g/L，总胆红素≤2×ULN，ALT和AST≤5×ULN，INR≤1.7或凝血酶原时间≤ULN+4秒。',
}

export const KIDNEY_FUNCTION: Bilingual = {
  en: 'Creatinine ≤1.5 × ULN or clearance ≥50 mL/min; urine protein below 2+, or below 1 g in 24 hours.',
  zh: '血肌酐≤1.5×ULN或肌酐清除率≥50 mL/min；尿蛋白<2+，或24小时尿蛋白定量<1 g。',
}

export const HEPATITIS_B_CONTROLLED: Bilingual = {
  en: 'With hepatitis B: HBV DNA below 2000 IU/mL and antiviral therapy throughout the study.',
  zh: '合并乙型肝炎者：HBV DNA<2000 IU/mL，并在研究期间全程接受抗病毒治疗。',
}

export const CONTRACEPTION: Bilingual = {
  en: 'Women who can bear children: negative pregnancy test within 7 days; effective contraception during the study and for 6 months after it.',
  zh: '育龄期女性首次用药前7天内妊娠试验阴性；受试者在研究期间及末次用药后6个月内采取有效避孕措施。',
}
