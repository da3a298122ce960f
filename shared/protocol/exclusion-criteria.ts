import type { Bilingual } from '../kernel/bilingual.ts'

/** Exclusion criteria that several protocols share. */
export const OTHER_LIVER_CANCER: Bilingual = {
  en: 'Fibrolamellar or sarcomatoid carcinoma, or mixed hepatocellular and cholangiocarcinoma.',
  zh: '纤维板层型、肉瘤样肝细胞癌，或混合型肝细胞癌-胆管癌。',
}

export const OTHER_MALIGNANCY: Bilingual = {
  en: 'Another malignancy within 5 years, unless cured (carcinoma in situ of the cervix, basal-cell carcinoma).',
  zh: '5年内患有其他恶性肿瘤（已治愈的宫颈原位癌、皮肤基底细胞癌除外）。',
}

export const DECOMPENSATION: Bilingual = {
  en: 'History of hepatic encephalopathy, or ascites or effusion that needs drainage.',
  zh: '既往有肝性脑病史，或存在需要引流的腹水、胸腔积液。',
}

export const BRAIN_METASTASES: Bilingual = {
  en: 'Metastases of the central nervous system or leptomeningeal disease.',
  zh: '存在中枢神经系统转移或脑膜转移。',
}

export const BLEEDING: Bilingual = {
  en: 'Variceal or other gastrointestinal bleeding within 6 months, or varices at high risk of bleeding.',
  zh: '6个月内有食管胃底静脉曲张破裂或其他消化道出血史，或存在出血高风险的静脉曲张。',
}

export const HYPERTENSION: Bilingual = {
  en: 'Blood pressure above 150/90 mmHg in spite of treatment.',
  zh: '经药物治疗后血压仍高于150/90 mmHg。',
}

export const HEART_DISEASE: Bilingual = {
  en: 'Heart failure of NYHA class III or IV, myocardial infarction or stroke within 6 months, or QTc above 480 ms.',
  zh: 'NYHA III～IV级心功能不全，6个月内发生心肌梗死或脑卒中，或QTc>480 ms。',
}

export const AUTOIMMUNE: Bilingual = {
  en: 'Active autoimmune disease, or systemic steroids above 10 mg prednisone a day or other immunosuppression within 14 days.',
  zh: '活动性自身免疫性疾病，或14天内使用>10 mg/天泼尼松等效剂量的全身激素或其他免疫抑制剂。',
}

export const LUNG_DISEASE: Bilingual = {
  en: 'Interstitial lung disease or non-infectious pneumonitis, past or present.',
  zh: '既往或现有间质性肺病或非感染性肺炎。',
}

export const TRANSPLANT: Bilingual = {
  en: 'Organ or allogeneic stem-cell transplantation, done or planned.',
  zh: '已接受或计划接受器官移植或异基因造血干细胞移植。',
}

export const INFECTION: Bilingual = {
  en: 'Active infection that needs systemic treatment, active tuberculosis, or HIV infection.',
  zh: '需全身治疗的活动性感染、活动性结核或HIV感染。',
}

export const PREGNANCY: Bilingual = {
  en: 'Pregnancy or breast-feeding.',
  zh: '妊娠期或哺乳期女性。',
}

export const ALLERGY: Bilingual = {
  en: 'Known severe allergy to a study drug or its excipients.',
  zh: '已知对研究药物或其辅料严重过敏。',
}

export const ABSORPTION: Bilingual = {
  en: 'Unable to swallow tablets, or a disorder that impairs absorption.',
  zh: '无法吞咽片剂，或存在明显影响药物吸收的疾病。',
}

export const OTHER_TRIAL: Bilingual = {
  en: 'Treatment in another trial within 28 days.',
  zh: '28天内参加过其他干预性临床试验。',
}
